-- upgrade
-- 1. alter table t alter column b type varchar(200); in transaction 1
-- access exclusive on t
alter table t alter column b type varchar(200);
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'b' and attnum > 0 and not attisdropped and format_type(atttypid, atttypmod) = 'character varying(200)'

-- downgrade
-- 1. alter table t alter column b type varchar(20); in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column b type varchar(20);
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'b' and attnum > 0 and not attisdropped and format_type(atttypid, atttypmod) = 'character varying(20)'
