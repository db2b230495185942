-- upgrade
-- 1. create index ux_t_a; in transaction 1
-- write lock on the database file; reads all rows of t
create unique index ux_t_a on t (a) where b <> 'old';
-- done when: select count(*) from sqlite_master where type = 'index' and name = 'ux_t_a'

-- downgrade
-- 1. drop index ux_t_a; in transaction 1
-- write lock on the database file
drop index ux_t_a;
-- done when: select not exists (select 1 from sqlite_master where type = 'index' and name = 'ux_t_a')
