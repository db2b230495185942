-- upgrade
-- 1. insert into t; in transaction 1
-- row exclusive on t
insert into t (id, a, b) select id + 10, a, concat(b, '!') from t where a > 7;

-- downgrade
-- 1. delete from t; in transaction 1
-- row exclusive on t; scans t
delete from t where id > 10;
