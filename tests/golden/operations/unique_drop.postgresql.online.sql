-- upgrade
-- 1. alter table t drop constraint uq_t_a; in transaction 1
-- access exclusive on t
alter table t drop constraint uq_t_a;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'uq_t_a'))::integer

-- downgrade
-- 1. create index uq_t_a; outside transactions
-- share update exclusive on t; scans t twice
create unique index concurrently uq_t_a on t (a);
-- done when: select count(*) from pg_catalog.pg_index join pg_catalog.pg_class on oid = indexrelid where indrelid = to_regclass('t') and relname = 'uq_t_a' and indisvalid and indisready and indislive and indisunique
-- 2. alter table t add constraint uq_t_a; in transaction 2
-- access exclusive on t
alter table t add constraint uq_t_a unique using index uq_t_a;
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'uq_t_a' and contype = 'u' and convalidated
