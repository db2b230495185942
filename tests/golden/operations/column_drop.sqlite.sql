-- upgrade
-- 1. drop column t.a; in transaction 1
-- write lock on the database file; writes all rows of t anew
alter table t drop column a;
-- done when: select count(*) > 0 and sum(name = 'a') = 0 from pragma_table_xinfo('t')

-- downgrade
-- 1. add column t.a; in transaction 1
-- write lock on the database file
alter table t add column a integer;
-- done when: select count(*) from pragma_table_xinfo('t') where name = 'a' and lower(type) = 'integer' and "notnull" = 0
