-- upgrade
-- 1. alter table t alter column b set default; in transaction 1
-- access exclusive on t
alter table t alter column b set default 'it''s';

-- downgrade
-- 1. alter table t alter column b set default; in transaction 1
-- access exclusive on t
alter table t alter column b set default 'x';
-- done when: select count(*) from pg_catalog.pg_attrdef join pg_catalog.pg_attribute on attrelid = adrelid and attnum = adnum where attrelid = to_regclass('t') and attname = 'b' and attnum > 0 and not attisdropped and trim(both '''' from regexp_replace(pg_get_expr(adbin, adrelid), '::[^'']*$', '')) = 'x'
