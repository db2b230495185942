-- upgrade
-- 1. alter table t add column n; in transaction 1
-- access exclusive on t
alter table t add column n integer not null default 5;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'n' and attnum > 0 and not attisdropped

-- downgrade
-- 1. alter table t drop column n; in transaction 1
-- access exclusive on t
alter table t drop column n;
-- done when: select (to_regclass('t') is not null and not exists (select from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'n' and attnum > 0 and not attisdropped))::integer
