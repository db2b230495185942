-- upgrade
-- 1. rename column t.a to b; in transaction 1
-- write lock on the database file
alter table t rename column a to b;
-- done when: select count(*) > 0 and sum(name = 'b') = 1 and sum(name = 'a') = 0 from pragma_table_xinfo('t')

-- downgrade
-- 1. rename column t.b to a; in transaction 1
-- write lock on the database file
alter table t rename column b to a;
-- done when: select count(*) > 0 and sum(name = 'a') = 1 and sum(name = 'b') = 0 from pragma_table_xinfo('t')
