-- upgrade
-- 1. add column t.twice; in transaction 1
-- write lock on the database file
alter table t add column twice integer generated always as (a * 2) virtual;
-- done when: select count(*) from pragma_table_xinfo('t') where name = 'twice' and lower(type) = 'integer' and "notnull" = 0

-- downgrade
-- 1. drop column t.twice; in transaction 1
-- write lock on the database file; writes all rows of t anew
alter table t drop column twice;
-- done when: select count(*) > 0 and sum(name = 'twice') = 0 from pragma_table_xinfo('t')
