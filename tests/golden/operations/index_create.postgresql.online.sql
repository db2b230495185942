-- upgrade
-- 1. create index ix_t_ab; outside transactions
-- share update exclusive on t; scans t twice
create index concurrently ix_t_ab on t (a desc, b);
-- done when: select count(*) from pg_catalog.pg_index join pg_catalog.pg_class on oid = indexrelid where indrelid = to_regclass('t') and relname = 'ix_t_ab' and indisvalid and indisready and indislive and not indisunique

-- downgrade
-- 1. drop index ix_t_ab; outside transactions
-- share update exclusive on t
drop index concurrently ix_t_ab;
-- done when: select (to_regclass('ix_t_ab') is null)::integer
