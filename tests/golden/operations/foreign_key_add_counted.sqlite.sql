-- upgrade
-- 1. rebuild table t: look for unknown triggers and indexes of t; in a transaction for a new table
-- write lock on the database file
select case when count(*) > 0 then json_extract('{}', 'making t anew would lose what the history does not know: ' || group_concat(name, ', ')) end from sqlite_master where tbl_name = 't' and type in ('index', 'trigger') and sql is not null;
-- 2. rebuild table t: create the new table; in a transaction for a new table
-- write lock on the database file
create table _retort_new_t (
  id integer not null,
  p_id smallint,
  constraint pk_t primary key (id),
  constraint fk_t_p foreign key (p_id) references p (id)
);
-- done when: select count(*) from sqlite_master where type = 'table' and name = '_retort_new_t'
-- 3. rebuild table t: copy the rows; in a transaction for a new table
-- write lock on the database file; reads all rows of t and writes them anew
insert into _retort_new_t (id, p_id)
select id, p_id
from t;
-- 4. rebuild table t: drop the old table; in a transaction for a new table
-- write lock on the database file
drop table t;
-- done when: select not exists (select 1 from sqlite_master where type = 'table' and name = 't')
-- 5. rebuild table t: rename the new table; in a transaction for a new table
-- write lock on the database file
alter table _retort_new_t rename to t;
-- done when: select count(*) from sqlite_master where type = 'table' and name = 't' and sql = 'CREATE TABLE "t" (
  id integer not null,
  p_id smallint,
  constraint pk_t primary key (id),
  constraint fk_t_p foreign key (p_id) references p (id)
)'

-- downgrade
-- 1. rebuild table t: look for unknown triggers and indexes of t; in a transaction for a new table
-- write lock on the database file
select case when count(*) > 0 then json_extract('{}', 'making t anew would lose what the history does not know: ' || group_concat(name, ', ')) end from sqlite_master where tbl_name = 't' and type in ('index', 'trigger') and sql is not null;
-- 2. rebuild table t: create the new table; in a transaction for a new table
-- write lock on the database file
create table _retort_new_t (
  id integer not null,
  p_id smallint,
  constraint pk_t primary key (id)
);
-- done when: select count(*) from sqlite_master where type = 'table' and name = '_retort_new_t'
-- 3. rebuild table t: copy the rows; in a transaction for a new table
-- write lock on the database file; reads all rows of t and writes them anew
insert into _retort_new_t (id, p_id)
select id, p_id
from t;
-- 4. rebuild table t: drop the old table; in a transaction for a new table
-- write lock on the database file
drop table t;
-- done when: select not exists (select 1 from sqlite_master where type = 'table' and name = 't')
-- 5. rebuild table t: rename the new table; in a transaction for a new table
-- write lock on the database file
alter table _retort_new_t rename to t;
-- done when: select count(*) from sqlite_master where type = 'table' and name = 't' and sql = 'CREATE TABLE "t" (
  id integer not null,
  p_id smallint,
  constraint pk_t primary key (id)
)'
