-- upgrade
-- 1. drop sequence numbers; in transaction 1
-- access exclusive on numbers
drop sequence numbers;
-- done when: select (to_regclass('numbers') is null)::integer

-- downgrade
-- 1. create sequence numbers; in transaction 1
create sequence numbers start with 100;
-- done when: select count(*) from pg_catalog.pg_class where oid = to_regclass('numbers') and relkind in ('S')
