-- upgrade
-- 1. update c; in transaction 1
-- rows of c; scans c
update c join p set c.k = p.k + 1 where p.id = c.p_id;

-- downgrade
-- 1. update c; in transaction 1
-- rows of c; scans c
update c join p set c.k = p.k where p.id = c.p_id;
