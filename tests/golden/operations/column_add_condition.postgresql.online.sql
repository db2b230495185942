-- upgrade
-- 1. alter table t add column yes; in transaction 1
-- access exclusive on t
alter table t add column yes boolean not null default (not (1 = 2));
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'yes' and attnum > 0 and not attisdropped
-- 2. alter table t add column no; in transaction 2
-- access exclusive on t
alter table t add column no boolean default (1 in (2, 3) or 'a' like 'b%');
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'no' and attnum > 0 and not attisdropped

-- downgrade
-- 1. alter table t drop column no; in transaction 1
-- access exclusive on t
alter table t drop column no;
-- done when: select (to_regclass('t') is not null and not exists (select from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'no' and attnum > 0 and not attisdropped))::integer
-- 2. alter table t drop column yes; in transaction 2
-- access exclusive on t
alter table t drop column yes;
-- done when: select (to_regclass('t') is not null and not exists (select from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'yes' and attnum > 0 and not attisdropped))::integer
