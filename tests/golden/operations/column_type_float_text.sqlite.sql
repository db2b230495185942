-- upgrade
-- 1. rebuild table t: look for unknown triggers and indexes of t; in a transaction for a new table
-- write lock on the database file
select case when count(*) > 0 then json_extract('{}', 'making t anew would lose what the history does not know: ' || group_concat(name, ', ')) end from sqlite_master where tbl_name = 't' and type in ('index', 'trigger') and sql is not null;
-- 2. rebuild table t: create the new table; in a transaction for a new table
-- write lock on the database file
create table _retort_new_t (
  id integer not null,
  x text,
  y text,
  constraint pk_t primary key (id)
);
-- done when: select count(*) from sqlite_master where type = 'table' and name = '_retort_new_t'
-- 3. rebuild table t: copy the rows; in a transaction for a new table
-- write lock on the database file; reads all rows of t and writes them anew
insert into _retort_new_t (id, x, y)
select id, case when cast(cast(x as text) as real) <> x then printf('%!.17g', x) else cast(x as text) end, case when cast(cast(y as text) as real) <> y then printf('%!.17g', y) else cast(y as text) end
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
  x text,
  y text,
  constraint pk_t primary key (id)
)'

-- downgrade
-- 1. rebuild table t: look for unknown triggers and indexes of t; in a transaction for a new table
-- write lock on the database file
select case when count(*) > 0 then json_extract('{}', 'making t anew would lose what the history does not know: ' || group_concat(name, ', ')) end from sqlite_master where tbl_name = 't' and type in ('index', 'trigger') and sql is not null;
-- 2. rebuild table t: create the new table; in a transaction for a new table
-- write lock on the database file
create table _retort_new_t (
  id integer not null,
  x real,
  y real,
  constraint pk_t primary key (id)
);
-- done when: select count(*) from sqlite_master where type = 'table' and name = '_retort_new_t'
-- 3. rebuild table t: copy the rows; in a transaction for a new table
-- write lock on the database file; reads all rows of t and writes them anew
insert into _retort_new_t (id, x, y)
select id, trim(x), trim(y)
from t;
-- 4. rebuild table t: look for texts of t.x that are no numbers; in a transaction for a new table
-- write lock on the database file; reads all rows of t
select case when count(*) > 0 then json_extract('{}', count(*) || ' rows of t have a text in x that cannot be converted: ' || min(x)) end from _retort_new_t where typeof(x) not in ('integer', 'real', 'null');
-- 5. rebuild table t: look for texts of t.y that are no numbers; in a transaction for a new table
-- write lock on the database file; reads all rows of t
select case when count(*) > 0 then json_extract('{}', count(*) || ' rows of t have a text in y that cannot be converted: ' || min(y)) end from _retort_new_t where typeof(y) not in ('integer', 'real', 'null');
-- 6. rebuild table t: drop the old table; in a transaction for a new table
-- write lock on the database file
drop table t;
-- done when: select not exists (select 1 from sqlite_master where type = 'table' and name = 't')
-- 7. rebuild table t: rename the new table; in a transaction for a new table
-- write lock on the database file
alter table _retort_new_t rename to t;
-- done when: select count(*) from sqlite_master where type = 'table' and name = 't' and sql = 'CREATE TABLE "t" (
  id integer not null,
  x real,
  y real,
  constraint pk_t primary key (id)
)'
