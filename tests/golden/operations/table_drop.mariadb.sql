-- upgrade
-- 1. drop table c; outside transactions
-- exclusive metadata lock on c for a moment
drop table c;
-- done when: select count(*) = 0 from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = 'c'

-- downgrade
-- 1. create table c; outside transactions
create table c (
  id int not null,
  p_id int,
  k int,
  constraint pk_c primary key (id)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;
-- done when: select count(*) from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = 'c' and TABLE_TYPE = 'BASE TABLE'
