-- upgrade
-- 1. alter table t alter column b drop not null; in transaction 1
-- access exclusive on t
alter table t alter column b drop not null;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'b' and attnum > 0 and not attisdropped and not attnotnull

-- downgrade
-- 1. alter table t alter column b set not null; in transaction 1
-- access exclusive on t; scans t
alter table t alter column b set not null;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'b' and attnum > 0 and not attisdropped and attnotnull
