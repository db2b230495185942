-- upgrade
-- 1. create view v; in transaction 1
-- write lock on the database file
create view v as select id, a as number from t where a > 7;
-- done when: select count(*) from sqlite_master where type = 'view' and name = 'v' and sql = 'CREATE VIEW v as select id, a as number from t where a > 7'

-- downgrade
-- 1. drop view v; in transaction 1
-- write lock on the database file
drop view v;
-- done when: select not exists (select 1 from sqlite_master where type = 'view' and name = 'v')
