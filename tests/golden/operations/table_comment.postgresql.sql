-- upgrade
-- 1. comment on table t; in transaction 1
-- share update exclusive on t
comment on table t is 'it''s a table';
-- done when: select (obj_description(to_regclass('t'), 'pg_class') is not distinct from 'it''s a table')::integer

-- downgrade
-- 1. comment on table t; in transaction 1
-- share update exclusive on t
comment on table t is null;
-- done when: select (obj_description(to_regclass('t'), 'pg_class') is not distinct from null)::integer
