-- upgrade
-- 1. insert into t; in transaction 1
-- write lock on the database file
insert into t (id, a, b) values
  (3, null, 'it''s'),
  (4, -1, 'x');

-- downgrade
-- 1. delete from t; in transaction 1
-- write lock on the database file; reads all rows of t unless an index finds them
delete from t where id in (3, 4);
