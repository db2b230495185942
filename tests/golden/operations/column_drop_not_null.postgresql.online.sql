-- upgrade
-- 1. alter table t alter column b drop not null; in transaction 1
-- access exclusive on t
alter table t alter column b drop not null;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'b' and attnum > 0 and not attisdropped and not attnotnull

-- downgrade
-- 1. alter table t add constraint t_b_not_null not valid; in transaction 1
-- access exclusive on t
alter table t add constraint t_b_not_null check (b is not null) not valid;
-- done when: select (exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 't_b_not_null'))::integer
-- 2. alter table t validate constraint t_b_not_null; outside transactions
-- share update exclusive on t; scans t
alter table t validate constraint t_b_not_null;
-- done when: select count(*) from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 't_b_not_null' and contype = 'c' and convalidated
-- 3. alter table t alter column b set not null; in transaction 3
-- access exclusive on t
alter table t alter column b set not null;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'b' and attnum > 0 and not attisdropped and attnotnull
-- 4. alter table t drop constraint t_b_not_null; in transaction 3
-- access exclusive on t
alter table t drop constraint t_b_not_null;
-- done when: select (not exists (select from pg_catalog.pg_constraint where conrelid = to_regclass('t') and conname = 't_b_not_null'))::integer
