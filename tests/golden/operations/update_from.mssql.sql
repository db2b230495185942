-- upgrade
-- 1. update c; in transaction 1
-- rows of c; scans c; the whole table from about 5000 rows on
update c set k = p.k + 1 from c cross join p where p.id = c.p_id;

-- downgrade
-- 1. update c; in transaction 1
-- rows of c; scans c; the whole table from about 5000 rows on
update c set k = p.k from c cross join p where p.id = c.p_id;
