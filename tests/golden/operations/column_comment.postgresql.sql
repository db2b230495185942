-- upgrade
-- 1. comment on column t.a; in transaction 1
-- share update exclusive on t
comment on column t.a is 'it''s a \ number';
-- done when: select (col_description(attrelid, attnum) is not distinct from 'it''s a \ number')::integer from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped

-- downgrade
-- 1. comment on column t.a; in transaction 1
-- share update exclusive on t
comment on column t.a is null;
-- done when: select (col_description(attrelid, attnum) is not distinct from null)::integer from pg_catalog.pg_attribute where attrelid = to_regclass('t') and attname = 'a' and attnum > 0 and not attisdropped
