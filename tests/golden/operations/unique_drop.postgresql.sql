-- upgrade
-- 1. alter table t drop constraint uq_t_a; in transaction 1
-- access exclusive on t
alter table t drop constraint uq_t_a;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'uq_t_a'))::integer

-- downgrade
-- 1. alter table t add constraint uq_t_a; in transaction 1
-- access exclusive on t; scans t
alter table t add constraint uq_t_a unique (a);
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'uq_t_a' and contype = 'u' and convalidated
