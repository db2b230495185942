-- upgrade
-- 1. insert into t; in transaction 1
-- rows of t
insert into t (id, a, b) values
  (3, null, 'it''s'),
  (4, -1, default);

-- downgrade
-- 1. delete from t; in transaction 1
-- rows of t; scans t
delete from t where id in (3, 4);
