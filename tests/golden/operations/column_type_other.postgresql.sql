-- upgrade
-- 1. alter table t alter column a type bigint; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column a type bigint;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped and format_type(atttypid, atttypmod) = 'bigint'

-- downgrade
-- 1. alter table t alter column a type integer; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column a type integer;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped and format_type(atttypid, atttypmod) = 'integer'
