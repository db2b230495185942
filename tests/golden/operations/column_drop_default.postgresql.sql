-- upgrade
-- 1. alter table t alter column b drop default; in transaction 1
-- access exclusive on t
alter table t alter column b drop default;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'b' and attnum > 0 and not attisdropped and not atthasdef

-- downgrade
-- 1. alter table t alter column b set default; in transaction 1
-- access exclusive on t
alter table t alter column b set default 'x';
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'b' and attnum > 0 and not attisdropped and atthasdef
