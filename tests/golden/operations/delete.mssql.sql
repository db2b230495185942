-- upgrade
-- 1. delete from t; in transaction 1
-- rows of t; scans t; the whole table from about 5000 rows on
delete from t where a = 7;

-- downgrade
-- 1. insert into t; in transaction 1
-- rows of t
insert into t (id, a, b) values (1, 7, N'one');
