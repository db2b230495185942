-- upgrade
-- 1. create schema billing; in transaction 1
create schema billing;
-- done when: select count(*) from pg_catalog.pg_namespace where nspname = 'billing'

-- downgrade
-- 1. drop schema billing; in transaction 1
drop schema billing;
-- done when: select (not exists (select from pg_catalog.pg_namespace where nspname = 'billing'))::integer
