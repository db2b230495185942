-- upgrade
-- 1. alter table t drop constraint ck_t_a; in transaction 1
-- access exclusive on t
alter table t drop constraint ck_t_a;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'ck_t_a'))::integer
-- 2. alter table t alter column a type bigint; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column a type bigint;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped and format_type(atttypid, atttypmod) = 'bigint'
-- 3. alter table t add constraint ck_t_a; in transaction 1
-- access exclusive on t; scans t
alter table t add constraint ck_t_a check (a % 2 = 0 or a > 0);
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'ck_t_a' and contype = 'c' and convalidated

-- downgrade
-- 1. alter table t drop constraint ck_t_a; in transaction 1
-- access exclusive on t
alter table t drop constraint ck_t_a;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'ck_t_a'))::integer
-- 2. alter table t alter column a type integer; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column a type integer;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped and format_type(atttypid, atttypmod) = 'integer'
-- 3. alter table t add constraint ck_t_a; in transaction 1
-- access exclusive on t; scans t
alter table t add constraint ck_t_a check (a % 2 = 0 or a > 0);
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'ck_t_a' and contype = 'c' and convalidated
