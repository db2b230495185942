-- upgrade
-- 1. create index ux_t_a; outside transactions
-- share update exclusive on t; scans t twice
create unique index concurrently ux_t_a on t (a) where b <> 'old';
-- done when: select count(*) from pg_catalog.pg_index join pg_catalog.pg_class on oid = indexrelid where indrelid = to_regclass('t') and relname = 'ux_t_a' and indisvalid and indisready and indislive and indisunique

-- downgrade
-- 1. drop index ux_t_a; outside transactions
-- share update exclusive on t
drop index concurrently ux_t_a;
-- done when: select (to_regclass('ux_t_a') is null)::integer
