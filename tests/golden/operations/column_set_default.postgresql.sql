-- upgrade
-- 1. alter table t alter column a set default; in transaction 1
-- access exclusive on t
alter table t alter column a set default 42;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped and atthasdef

-- downgrade
-- 1. alter table t alter column a drop default; in transaction 1
-- access exclusive on t
alter table t alter column a drop default;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped and not atthasdef
