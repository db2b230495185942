-- upgrade
-- 1. alter table t add column twice; in transaction 1
-- access exclusive on t; rewrites t
alter table t add column twice integer generated always as (a * 2) stored;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'twice' and attnum > 0 and not attisdropped

-- downgrade
-- 1. alter table t drop column twice; in transaction 1
-- access exclusive on t
alter table t drop column twice;
-- done when: select (to_regclass('t') is not null and not exists (select from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'twice' and attnum > 0 and not attisdropped))::integer
