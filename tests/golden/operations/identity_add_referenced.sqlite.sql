-- upgrade
-- 1. rebuild table p: look for unknown triggers and indexes of p; in a transaction for a new table
-- write lock on the database file
select case when count(*) > 0 then json_extract('{}', 'making p anew would lose what the history does not know: ' || group_concat(name, ', ')) end from sqlite_master where tbl_name = 'p' and type in ('index', 'trigger') and sql is not null;
-- 2. rebuild table p: create the new table; in a transaction for a new table
-- write lock on the database file
create table _retort_new_p (
  id integer not null constraint pk_p primary key autoincrement
);
-- done when: select count(*) from sqlite_master where type = 'table' and name = '_retort_new_p'
-- 3. rebuild table p: copy the rows; in a transaction for a new table
-- write lock on the database file; reads all rows of p and writes them anew
insert into _retort_new_p (id)
select id
from p;
-- 4. rebuild table p: drop the old table; in a transaction for a new table
-- write lock on the database file
drop table p;
-- done when: select not exists (select 1 from sqlite_master where type = 'table' and name = 'p')
-- 5. rebuild table p: rename the new table; in a transaction for a new table
-- write lock on the database file
alter table _retort_new_p rename to p;
-- done when: select count(*) from sqlite_master where type = 'table' and name = 'p' and sql = 'CREATE TABLE "p" (
  id integer not null constraint pk_p primary key autoincrement
)'

-- downgrade
-- 1. rebuild table p: look for unknown triggers and indexes of p; in a transaction for a new table
-- write lock on the database file
select case when count(*) > 0 then json_extract('{}', 'making p anew would lose what the history does not know: ' || group_concat(name, ', ')) end from sqlite_master where tbl_name = 'p' and type in ('index', 'trigger') and sql is not null;
-- 2. rebuild table p: create the new table; in a transaction for a new table
-- write lock on the database file
create table _retort_new_p (
  id integer not null,
  constraint pk_p primary key (id)
);
-- done when: select count(*) from sqlite_master where type = 'table' and name = '_retort_new_p'
-- 3. rebuild table p: copy the rows; in a transaction for a new table
-- write lock on the database file; reads all rows of p and writes them anew
insert into _retort_new_p (id)
select id
from p;
-- 4. rebuild table p: drop the old table; in a transaction for a new table
-- write lock on the database file
drop table p;
-- done when: select not exists (select 1 from sqlite_master where type = 'table' and name = 'p')
-- 5. rebuild table p: rename the new table; in a transaction for a new table
-- write lock on the database file
alter table _retort_new_p rename to p;
-- done when: select count(*) from sqlite_master where type = 'table' and name = 'p' and sql = 'CREATE TABLE "p" (
  id integer not null,
  constraint pk_p primary key (id)
)'
