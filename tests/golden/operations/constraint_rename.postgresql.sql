-- upgrade
-- 1. alter table t rename constraint ck_t_a to ck_t_positive; in transaction 1
-- access exclusive on t
alter table t rename constraint ck_t_a to ck_t_positive;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'ck_t_a') and exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'ck_t_positive'))::integer

-- downgrade
-- 1. alter table t rename constraint ck_t_positive to ck_t_a; in transaction 1
-- access exclusive on t
alter table t rename constraint ck_t_positive to ck_t_a;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'ck_t_positive') and exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'ck_t_a'))::integer
