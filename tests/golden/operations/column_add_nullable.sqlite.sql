-- upgrade
-- 1. add column t.n; in transaction 1
-- write lock on the database file
alter table t add column n text;
-- done when: select count(*) from pragma_table_xinfo('t') where name = 'n' and lower(type) = 'text' and "notnull" = 0

-- downgrade
-- 1. drop column t.n; in transaction 1
-- write lock on the database file; writes all rows of t anew
alter table t drop column n;
-- done when: select count(*) > 0 and sum(name = 'n') = 0 from pragma_table_xinfo('t')
