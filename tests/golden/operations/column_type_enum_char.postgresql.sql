-- upgrade
-- 1. alter table t alter column old type char(10); in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column old type char(10);
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'old' and attnum > 0 and not attisdropped and format_type(atttypid, atttypmod) = 'character(10)'
-- 2. alter table t alter column m type varchar(4); in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column m drop default, alter column m type varchar(4), alter column m set default 'so';
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'm' and attnum > 0 and not attisdropped and format_type(atttypid, atttypmod) = 'character varying(4)'

-- downgrade
-- 1. alter table t alter column m type mood; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column m drop default, alter column m type mood using m::mood, alter column m set default 'so';
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'm' and attnum > 0 and not attisdropped and atttypid = to_regtype('mood')
-- 2. alter table t alter column old type mood; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column old type mood using old::text::mood;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'old' and attnum > 0 and not attisdropped and atttypid = to_regtype('mood')
