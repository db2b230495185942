-- upgrade
-- 1. alter table c add constraint fk_c_p not valid; in transaction 1
-- share row exclusive on c, p
alter table c add constraint fk_c_p foreign key (p_id) references p (id) deferrable initially deferred not valid;
-- done when: select (exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('c') and conname = 'fk_c_p'))::integer
-- 2. alter table c validate constraint fk_c_p; outside transactions
-- share update exclusive on c; scans c
alter table c validate constraint fk_c_p;
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('c') and conname = 'fk_c_p' and contype = 'f' and convalidated

-- downgrade
-- 1. alter table c drop constraint fk_c_p; in transaction 1
-- access exclusive on c, p
alter table c drop constraint fk_c_p;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('c') and conname = 'fk_c_p'))::integer
