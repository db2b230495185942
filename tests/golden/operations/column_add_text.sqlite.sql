-- upgrade
-- 1. add column t.note; in transaction 1
-- write lock on the database file
alter table t add column note text not null default 'none';
-- done when: select count(*) from pragma_table_xinfo('t') where name = 'note' and lower(type) = 'text' and "notnull" = 1
-- 2. add column t.more; in transaction 1
-- write lock on the database file
alter table t add column more text default '{}' check (more is null or json_valid(more));
-- done when: select count(*) from pragma_table_xinfo('t') where name = 'more' and lower(type) = 'text' and "notnull" = 0

-- downgrade
-- 1. drop column t.more; in transaction 1
-- write lock on the database file; writes all rows of t anew
alter table t drop column more;
-- done when: select count(*) > 0 and sum(name = 'more') = 0 from pragma_table_xinfo('t')
-- 2. drop column t.note; in transaction 1
-- write lock on the database file; writes all rows of t anew
alter table t drop column note;
-- done when: select count(*) > 0 and sum(name = 'note') = 0 from pragma_table_xinfo('t')
