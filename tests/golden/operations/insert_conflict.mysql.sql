-- upgrade
-- 1. insert into t; in transaction 1
-- rows of t
insert into t (id, a, b) values (1, 70, 'new') on duplicate key update t.a = values(a);

-- downgrade
-- 1. update t; in transaction 1
-- rows of t; scans t
update t set a = 7 where id = 1;
