-- upgrade
-- 1. create type mood__new; in transaction 1
create type mood__new as enum ('so', 'glad');
-- done when: select (to_regtype('mood__new') is not null)::integer
-- 2. alter table t alter column m type mood__new; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column m drop default, alter column m type mood__new using (case m when 'sad' then 'so' else m::text end)::mood__new, alter column m set default 'so';
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'm' and attnum > 0 and not attisdropped and atttypid = to_regtype('mood__new')
-- 3. alter table t alter column old type mood__new; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column old type mood__new using (case old when 'sad' then 'so' else old::text end)::mood__new;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'old' and attnum > 0 and not attisdropped and atttypid = to_regtype('mood__new')
-- 4. drop type mood; in transaction 1
drop type mood;
-- done when: select (to_regtype('mood') is null)::integer
-- 5. rename type mood__new to mood; in transaction 1
alter type mood__new rename to mood;
-- done when: select (to_regtype('mood__new') is null and to_regtype('mood') is not null)::integer

-- downgrade
-- 1. alter type mood add value 'sad'; outside transactions
alter type mood add value 'sad' before 'so';
-- done when: select (exists (select from pg_catalog.pg_enum where enumtypid = to_regtype('mood') and enumlabel = 'sad'))::integer
