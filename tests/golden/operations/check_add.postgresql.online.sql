-- upgrade
-- 1. alter table t add constraint ck_t_a not valid; in transaction 1
-- access exclusive on t
alter table t add constraint ck_t_a check (a between 1 and 100 or b like 'x%') not valid;
-- done when: select (exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'ck_t_a'))::integer
-- 2. alter table t validate constraint ck_t_a; outside transactions
-- share update exclusive on t; scans t
alter table t validate constraint ck_t_a;
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'ck_t_a' and contype = 'c' and convalidated

-- downgrade
-- 1. alter table t drop constraint ck_t_a; in transaction 1
-- access exclusive on t
alter table t drop constraint ck_t_a;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'ck_t_a'))::integer
