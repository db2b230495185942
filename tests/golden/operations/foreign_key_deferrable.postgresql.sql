-- upgrade
-- 1. alter table c add constraint fk_c_p; in transaction 1
-- share row exclusive on c, p; scans c
alter table c add constraint fk_c_p foreign key (p_id) references p (id) deferrable initially deferred;
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('c') and conname = 'fk_c_p' and contype = 'f' and convalidated

-- downgrade
-- 1. alter table c drop constraint fk_c_p; in transaction 1
-- access exclusive on c, p
alter table c drop constraint fk_c_p;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('c') and conname = 'fk_c_p'))::integer
