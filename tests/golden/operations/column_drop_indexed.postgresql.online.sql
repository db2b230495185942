-- upgrade
-- 1. alter table t drop constraint ck_t_a; in transaction 1
-- access exclusive on t
alter table t drop constraint ck_t_a;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'ck_t_a'))::integer
-- 2. drop index ix_t_a; outside transactions
-- share update exclusive on t
drop index concurrently ix_t_a;
-- done when: select (to_regclass('ix_t_a') is null)::integer
-- 3. alter table t drop column a; in transaction 3
-- access exclusive on t
alter table t drop column a;
-- done when: select (to_regclass('t') is not null and not exists (select from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped))::integer

-- downgrade
-- 1. alter table t add column a; in transaction 1
-- access exclusive on t
alter table t add column a integer;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped
-- 2. create index ix_t_a; outside transactions
-- share update exclusive on t; scans t twice
create index concurrently ix_t_a on t (a);
-- done when: select count(*) from pg_catalog.pg_index join pg_catalog.pg_class on oid = indexrelid where indrelid = to_regclass('t') and relname = 'ix_t_a' and indisvalid and indisready and indislive and not indisunique
-- 3. alter table t add constraint ck_t_a not valid; in transaction 3
-- access exclusive on t
alter table t add constraint ck_t_a check (a > 0) not valid;
-- done when: select (exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'ck_t_a'))::integer
-- 4. alter table t validate constraint ck_t_a; outside transactions
-- share update exclusive on t; scans t
alter table t validate constraint ck_t_a;
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'ck_t_a' and contype = 'c' and convalidated
