-- upgrade
-- 1. drop view v; outside transactions
drop view v;
-- done when: select count(*) = 0 from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = 'v'

-- downgrade
-- 1. create view v; outside transactions
create view v as select id, a as number from t where a > 7;
-- done when: select count(*) from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = 'v' and TABLE_TYPE = 'VIEW'
