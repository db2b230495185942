-- upgrade
-- 1. alter type mood add value 'better'; outside transactions
alter type mood add value 'better' before 'glad';
-- done when: select (exists (select from pg_catalog.pg_enum where enumtypid = to_regtype('mood') and enumlabel = 'better'))::integer

-- downgrade
-- 1. look for value 'better' of type mood; in transaction 1
do $$
declare
  holders bigint := (select count(*) from t where m = 'better') + (select count(*) from t where old = 'better');
begin
  if holders > 0 then
    raise exception using message = format('value ''better'' of type mood cannot be dropped: %s rows have it', holders);
  end if;
end
$$;
-- 2. create type mood__new; in transaction 1
create type mood__new as enum ('sad', 'so', 'glad');
-- done when: select (to_regtype('mood__new') is not null)::integer
-- 3. alter table t alter column m type mood__new; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column m drop default, alter column m type mood__new using m::text::mood__new, alter column m set default 'so';
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'm' and attnum > 0 and not attisdropped and atttypid = to_regtype('mood__new')
-- 4. alter table t alter column old type mood__new; in transaction 1
-- access exclusive on t; rewrites t
alter table t alter column old type mood__new using old::text::mood__new;
-- done when: select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'old' and attnum > 0 and not attisdropped and atttypid = to_regtype('mood__new')
-- 5. drop type mood; in transaction 1
drop type mood;
-- done when: select (to_regtype('mood') is null)::integer
-- 6. rename type mood__new to mood; in transaction 1
alter type mood__new rename to mood;
-- done when: select (to_regtype('mood__new') is null and to_regtype('mood') is not null)::integer
