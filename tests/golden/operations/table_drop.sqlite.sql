-- upgrade
-- 1. drop table c; in transaction 1
-- write lock on the database file
drop table c;
-- done when: select not exists (select 1 from sqlite_master where type = 'table' and name = 'c')

-- downgrade
-- 1. create table c; in transaction 1
-- write lock on the database file
create table c (
  id integer not null,
  p_id integer,
  k integer,
  constraint pk_c primary key (id)
);
-- done when: select count(*) from sqlite_master where type = 'table' and name = 'c'
