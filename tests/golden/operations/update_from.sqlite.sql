-- upgrade
-- 1. update c; in transaction 1
-- write lock on the database file; reads all rows of c unless an index finds them
update c set k = p.k + 1 from p where p.id = c.p_id;

-- downgrade
-- 1. update c; in transaction 1
-- write lock on the database file; reads all rows of c unless an index finds them
update c set k = p.k from p where p.id = c.p_id;
