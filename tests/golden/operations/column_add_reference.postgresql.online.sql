-- upgrade
-- 1. alter table t add column p_id; in transaction 1
-- access exclusive on t
alter table t add column p_id integer;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'p_id' and attnum > 0 and not attisdropped
-- 2. alter table t add constraint fk_t_p_id_p not valid; in transaction 2
-- share row exclusive on t, p
alter table t add constraint fk_t_p_id_p foreign key (p_id) references p (id) on delete set null not valid;
-- done when: select (exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'fk_t_p_id_p'))::integer
-- 3. alter table t validate constraint fk_t_p_id_p; outside transactions
-- share update exclusive on t; scans t
alter table t validate constraint fk_t_p_id_p;
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'fk_t_p_id_p' and contype = 'f' and convalidated

-- downgrade
-- 1. alter table t drop constraint fk_t_p_id_p; in transaction 1
-- access exclusive on t, p
alter table t drop constraint fk_t_p_id_p;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'fk_t_p_id_p'))::integer
-- 2. alter table t drop column p_id; in transaction 2
-- access exclusive on t
alter table t drop column p_id;
-- done when: select (to_regclass('t') is not null and not exists (select from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'p_id' and attnum > 0 and not attisdropped))::integer
