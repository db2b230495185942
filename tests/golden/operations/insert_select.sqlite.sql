-- upgrade
-- 1. insert into t; in transaction 1
-- write lock on the database file
insert into t (id, a, b) select id + 10, a, coalesce(b, '') || '!' from t where a > 7;

-- downgrade
-- 1. delete from t; in transaction 1
-- write lock on the database file; reads all rows of t unless an index finds them
delete from t where id > 10;
