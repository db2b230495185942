-- upgrade
-- 1. alter table t alter column a set not null; in transaction 1
-- access exclusive on t; scans t
alter table t alter column a set not null;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped and attnotnull

-- downgrade
-- 1. alter table t alter column a drop not null; in transaction 1
-- access exclusive on t
alter table t alter column a drop not null;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped and not attnotnull
