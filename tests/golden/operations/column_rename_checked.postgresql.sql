-- upgrade
-- 1. alter table t rename column a to b; in transaction 1
-- access exclusive on t
alter table t rename column a to b;
-- done when: select (not exists (select from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped) and exists (select from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'b' and attnum > 0 and not attisdropped))::integer

-- downgrade
-- 1. alter table t rename column b to a; in transaction 1
-- access exclusive on t
alter table t rename column b to a;
-- done when: select (not exists (select from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'b' and attnum > 0 and not attisdropped) and exists (select from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped))::integer
