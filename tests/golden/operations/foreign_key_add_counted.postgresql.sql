-- upgrade
-- 1. alter table t add constraint fk_t_p; in transaction 1
-- share row exclusive on t, p; scans t
alter table t add constraint fk_t_p foreign key (p_id) references p (id);
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'fk_t_p' and contype = 'f' and convalidated

-- downgrade
-- 1. alter table t drop constraint fk_t_p; in transaction 1
-- access exclusive on t, p
alter table t drop constraint fk_t_p;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'fk_t_p'))::integer
