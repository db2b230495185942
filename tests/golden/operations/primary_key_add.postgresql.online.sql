-- upgrade
-- 1. create index pk_t; outside transactions
-- share update exclusive on t; scans t twice
create unique index concurrently pk_t on t (id);
-- done when: select count(*) from pg_catalog.pg_index join pg_catalog.pg_class on oid = indexrelid where indrelid = to_regclass('t') and relname = 'pk_t' and indisvalid and indisready and indislive and indisunique
-- 2. alter table t add constraint pk_t; in transaction 2
-- access exclusive on t
alter table t add constraint pk_t primary key using index pk_t;
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'pk_t' and contype = 'p' and convalidated

-- downgrade
-- 1. alter table t drop constraint pk_t; in transaction 1
-- access exclusive on t
alter table t drop constraint pk_t;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'pk_t'))::integer
