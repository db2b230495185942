-- upgrade
-- 1. alter table t add constraint pk_t; in transaction 1
-- access exclusive on t; scans t
alter table t add constraint pk_t primary key (id);
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'pk_t' and contype = 'p' and convalidated

-- downgrade
-- 1. alter table t drop constraint pk_t; in transaction 1
-- access exclusive on t
alter table t drop constraint pk_t;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'pk_t'))::integer
