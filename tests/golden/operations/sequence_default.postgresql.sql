-- upgrade
-- 1. alter table t alter column n set default; in transaction 1
-- access exclusive on t
alter table t alter column n set default nextval('numbers');
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'n' and attnum > 0 and not attisdropped and atthasdef

-- downgrade
-- 1. alter table t alter column n drop default; in transaction 1
-- access exclusive on t
alter table t alter column n drop default;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'n' and attnum > 0 and not attisdropped and not atthasdef
