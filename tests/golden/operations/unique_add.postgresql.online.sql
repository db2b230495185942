-- upgrade
-- 1. create index uq_t_ab; outside transactions
-- share update exclusive on t; scans t twice
create unique index concurrently uq_t_ab on t (a, b);
-- done when: select count(*) from pg_catalog.pg_index join pg_catalog.pg_class on oid = indexrelid where indrelid = to_regclass('t') and relname = 'uq_t_ab' and indisvalid and indisready and indislive and indisunique
-- 2. alter table t add constraint uq_t_ab; in transaction 2
-- access exclusive on t
alter table t add constraint uq_t_ab unique using index uq_t_ab;
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'uq_t_ab' and contype = 'u' and convalidated

-- downgrade
-- 1. alter table t drop constraint uq_t_ab; in transaction 1
-- access exclusive on t
alter table t drop constraint uq_t_ab;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 'uq_t_ab'))::integer
