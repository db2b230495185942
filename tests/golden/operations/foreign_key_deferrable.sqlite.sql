-- upgrade
-- 1. rebuild table c: look for unknown triggers and indexes of c; in a transaction for a new table
-- write lock on the database file
select case when count(*) > 0 then json_extract('{}', 'making c anew would lose what the history does not know: ' || group_concat(name, ', ')) end from sqlite_master where tbl_name = 'c' and type in ('index', 'trigger') and sql is not null;
-- 2. rebuild table c: create the new table; in a transaction for a new table
-- write lock on the database file
create table _retort_new_c (
  id integer not null,
  p_id integer,
  k integer,
  constraint pk_c primary key (id),
  constraint fk_c_p foreign key (p_id) references p (id) deferrable initially deferred
);
-- done when: select count(*) from sqlite_master where type = 'table' and name = '_retort_new_c'
-- 3. rebuild table c: copy the rows; in a transaction for a new table
-- write lock on the database file; reads all rows of c and writes them anew
insert into _retort_new_c (id, p_id, k)
select id, p_id, k
from c;
-- 4. rebuild table c: drop the old table; in a transaction for a new table
-- write lock on the database file
drop table c;
-- done when: select not exists (select 1 from sqlite_master where type = 'table' and name = 'c')
-- 5. rebuild table c: rename the new table; in a transaction for a new table
-- write lock on the database file
alter table _retort_new_c rename to c;
-- done when: select count(*) from sqlite_master where type = 'table' and name = 'c' and sql = 'CREATE TABLE "c" (
  id integer not null,
  p_id integer,
  k integer,
  constraint pk_c primary key (id),
  constraint fk_c_p foreign key (p_id) references p (id) deferrable initially deferred
)'

-- downgrade
-- 1. rebuild table c: look for unknown triggers and indexes of c; in a transaction for a new table
-- write lock on the database file
select case when count(*) > 0 then json_extract('{}', 'making c anew would lose what the history does not know: ' || group_concat(name, ', ')) end from sqlite_master where tbl_name = 'c' and type in ('index', 'trigger') and sql is not null;
-- 2. rebuild table c: create the new table; in a transaction for a new table
-- write lock on the database file
create table _retort_new_c (
  id integer not null,
  p_id integer,
  k integer,
  constraint pk_c primary key (id)
);
-- done when: select count(*) from sqlite_master where type = 'table' and name = '_retort_new_c'
-- 3. rebuild table c: copy the rows; in a transaction for a new table
-- write lock on the database file; reads all rows of c and writes them anew
insert into _retort_new_c (id, p_id, k)
select id, p_id, k
from c;
-- 4. rebuild table c: drop the old table; in a transaction for a new table
-- write lock on the database file
drop table c;
-- done when: select not exists (select 1 from sqlite_master where type = 'table' and name = 'c')
-- 5. rebuild table c: rename the new table; in a transaction for a new table
-- write lock on the database file
alter table _retort_new_c rename to c;
-- done when: select count(*) from sqlite_master where type = 'table' and name = 'c' and sql = 'CREATE TABLE "c" (
  id integer not null,
  p_id integer,
  k integer,
  constraint pk_c primary key (id)
)'
