-- upgrade
-- 1. alter table t add constraint uq_t_ab; in transaction 1
-- access exclusive on t; scans t
alter table t add constraint uq_t_ab unique (a, b);
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'uq_t_ab' and contype = 'u' and convalidated

-- downgrade
-- 1. alter table t drop constraint uq_t_ab; in transaction 1
-- access exclusive on t
alter table t drop constraint uq_t_ab;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'uq_t_ab'))::integer
