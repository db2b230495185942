-- upgrade
-- 1. alter table t add column made; in transaction 1
-- access exclusive on t
alter table t add column made timestamptz not null default now();
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'made' and attnum > 0 and not attisdropped

-- downgrade
-- 1. alter table t drop column made; in transaction 1
-- access exclusive on t
alter table t drop column made;
-- done when: select (to_regclass('t') is not null and not exists (select from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'made' and attnum > 0 and not attisdropped))::integer
