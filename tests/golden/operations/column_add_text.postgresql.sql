-- upgrade
-- 1. alter table t add column note; in transaction 1
-- access exclusive on t
alter table t add column note text not null default 'none';
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'note' and attnum > 0 and not attisdropped
-- 2. alter table t add column more; in transaction 1
-- access exclusive on t
alter table t add column more jsonb default '{}';
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'more' and attnum > 0 and not attisdropped

-- downgrade
-- 1. alter table t drop column more; in transaction 1
-- access exclusive on t
alter table t drop column more;
-- done when: select (to_regclass('t') is not null and not exists (select from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'more' and attnum > 0 and not attisdropped))::integer
-- 2. alter table t drop column note; in transaction 1
-- access exclusive on t
alter table t drop column note;
-- done when: select (to_regclass('t') is not null and not exists (select from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'note' and attnum > 0 and not attisdropped))::integer
