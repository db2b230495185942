-- upgrade
-- 1. update c; in transaction 1
-- row exclusive on c; scans c
update c set k = p.k + 1 from p where p.id = c.p_id;

-- downgrade
-- 1. update c; in transaction 1
-- row exclusive on c; scans c
update c set k = p.k from p where p.id = c.p_id;
