-- upgrade
-- 1. create table t; outside transactions
create table t (
  id int not null auto_increment,
  p_id int,
  code varchar(10) not null default 'it''s',
  amount decimal(10,2) not null default 0,
  m enum('sad','glad') default 'glad',
  made timestamp(6) not null default current_timestamp(6),
  doc json,
  raw longblob,
  on_ boolean not null default false,
  total decimal(12,2) generated always as (amount * 2) stored,
  constraint pk_t primary key (id),
  constraint fk_t_p_id_p foreign key (p_id) references p (id),
  constraint uq_t_code unique (code),
  constraint ck_t_amount check (amount >= 0),
  constraint fk_t_code foreign key (code) references p (k) on update cascade,
  constraint uq_t_two unique (p_id, code)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_0900_bin;
-- done when: select count(*) from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = 't' and TABLE_TYPE = 'BASE TABLE'

-- downgrade
-- 1. drop table t; outside transactions
-- exclusive metadata lock on t for a moment
drop table t;
-- done when: select count(*) = 0 from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = 't'
