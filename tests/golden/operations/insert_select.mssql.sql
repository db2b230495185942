-- upgrade
-- 1. insert into t; in transaction 1
-- rows of t
insert into t (id, a, b) select id + 10, a, concat(b, N'!') from t where a > 7;

-- downgrade
-- 1. delete from t; in transaction 1
-- rows of t; scans t; the whole table from about 5000 rows on
delete from t where id > 10;
