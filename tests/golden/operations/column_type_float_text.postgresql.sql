-- upgrade
-- 1. alter table t alter column x type text; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column x type text;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'x' and attnum > 0 and not attisdropped and format_type(atttypid, atttypmod) = 'text'
-- 2. alter table t alter column y type text; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column y type text;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'y' and attnum > 0 and not attisdropped and format_type(atttypid, atttypmod) = 'text'

-- downgrade
-- 1. alter table t alter column y type double precision; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column y type double precision using y::double precision;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'y' and attnum > 0 and not attisdropped and format_type(atttypid, atttypmod) = 'double precision'
-- 2. alter table t alter column x type real; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column x type real using x::real;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'x' and attnum > 0 and not attisdropped and format_type(atttypid, atttypmod) = 'real'
