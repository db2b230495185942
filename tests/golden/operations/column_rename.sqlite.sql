-- upgrade
-- 1. rename column t.b to select; in transaction 1
-- write lock on the database file
alter table t rename column b to "select";
-- done when: select count(*) > 0 and sum(name = 'select') = 1 and sum(name = 'b') = 0 from pragma_table_xinfo('t')

-- downgrade
-- 1. rename column t.select to b; in transaction 1
-- write lock on the database file
alter table t rename column "select" to b;
-- done when: select count(*) > 0 and sum(name = 'b') = 1 and sum(name = 'select') = 0 from pragma_table_xinfo('t')
