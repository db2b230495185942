-- upgrade
-- 1. rename table c to child; in transaction 1
-- write lock on the database file
alter table c rename to child;
-- done when: select count(*) = 1 and max(name) = 'child' from sqlite_master where type = 'table' and name in ('c', 'child')

-- downgrade
-- 1. rename table child to c; in transaction 1
-- write lock on the database file
alter table child rename to c;
-- done when: select count(*) = 1 and max(name) = 'c' from sqlite_master where type = 'table' and name in ('child', 'c')
