-- upgrade
-- 1. delete from t; in transaction 1
-- row exclusive on t; scans t
delete from t where a = 7;

-- downgrade
-- 1. insert into t; in transaction 1
-- row exclusive on t
insert into t (id, a, b) values (1, 7, 'one');
