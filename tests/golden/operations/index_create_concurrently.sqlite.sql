-- upgrade
-- 1. create index ix_t_a; in transaction 1
-- write lock on the database file; reads all rows of t
create index ix_t_a on t (a);
-- done when: select count(*) from sqlite_master where type = 'index' and name = 'ix_t_a'

-- downgrade
-- 1. drop index ix_t_a; in transaction 1
-- write lock on the database file
drop index ix_t_a;
-- done when: select not exists (select 1 from sqlite_master where type = 'index' and name = 'ix_t_a')
