-- upgrade
-- 1. alter table t alter column a type text; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column a type text using 'no ' || a::text;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped and format_type(atttypid, atttypmod) = 'text'

-- downgrade
-- 1. alter table t drop column a; in transaction 1
-- access exclusive on t
alter table t drop column a;
-- done when: select (to_regclass('t') is not null and not exists (select from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped))::integer
-- 2. alter table t add column a; in transaction 1
-- access exclusive on t
alter table t add column a integer;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped
