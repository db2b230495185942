-- upgrade
-- 1. create view v; in transaction 1
create view v as select id, n || id::varchar(20) as label, x::text as shown from t;
-- done when: select count(*) from pg_catalog.pg_class where oid = to_regclass('v') and relkind in ('v')
-- 2. create view w; in transaction 1
create view w as select v.label from v where v.label <> v.id::text;
-- done when: select count(*) from pg_catalog.pg_class where oid = to_regclass('w') and relkind in ('v')

-- downgrade
-- 1. drop view w; in transaction 1
-- access exclusive on w
drop view w;
-- done when: select (to_regclass('w') is null)::integer
-- 2. drop view v; in transaction 1
-- access exclusive on v
drop view v;
-- done when: select (to_regclass('v') is null)::integer
