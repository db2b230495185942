-- upgrade
-- 1. create view v; in transaction 1
create view v as select id, a as number from t where a > 7;
-- done when: select count(*) from pg_catalog.pg_class where oid = to_regclass('v') and relkind in ('v')

-- downgrade
-- 1. drop view v; in transaction 1
-- access exclusive on v
drop view v;
-- done when: select (to_regclass('v') is null)::integer
