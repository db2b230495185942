-- upgrade
-- 1. rebuild table t: look for unknown triggers and indexes of t; in a transaction for a new table
-- write lock on the database file
select case when count(*) > 0 then json_extract('{}', 'making t anew would lose what the history does not know: ' || group_concat(name, ', ')) end from sqlite_master where tbl_name = 't' and type in ('index', 'trigger') and sql is not null;
-- 2. rebuild table t: create the new table; in a transaction for a new table
-- write lock on the database file
create table _retort_new_t (
  id integer not null,
  a integer,
  b varchar(20) not null default 'x' check (length(b) <= 20),
  yes boolean not null default (not (1 = 2)) check (yes in (0, 1)),
  "no" boolean default (1 in (2, 3) or 'a' like 'b%') check ("no" in (0, 1)),
  constraint pk_t primary key (id)
);
-- done when: select count(*) from sqlite_master where type = 'table' and name = '_retort_new_t'
-- 3. rebuild table t: copy the rows; in a transaction for a new table
-- write lock on the database file; reads all rows of t and writes them anew
insert into _retort_new_t (id, a, b)
select id, a, b
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
  a integer,
  b varchar(20) not null default ''x'' check (length(b) <= 20),
  yes boolean not null default (not (1 = 2)) check (yes in (0, 1)),
  "no" boolean default (1 in (2, 3) or ''a'' like ''b%'') check ("no" in (0, 1)),
  constraint pk_t primary key (id)
)'

-- downgrade
-- 1. drop column t.no; in transaction 1
-- write lock on the database file; writes all rows of t anew
alter table t drop column "no";
-- done when: select count(*) > 0 and sum(name = 'no') = 0 from pragma_table_xinfo('t')
-- 2. drop column t.yes; in transaction 1
-- write lock on the database file; writes all rows of t anew
alter table t drop column yes;
-- done when: select count(*) > 0 and sum(name = 'yes') = 0 from pragma_table_xinfo('t')
