-- upgrade
-- 1. create table t; in transaction 1
-- write lock on the database file
create table t (
  id integer not null constraint pk_t primary key autoincrement,
  p_id integer,
  code varchar(10) not null default 'it''s' check (length(code) <= 10),
  amount numeric(10,2) not null default 0,
  m text default 'glad' check (m in ('sad', 'glad')),
  made text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  doc text check (doc is null or json_valid(doc)),
  raw blob,
  on_ boolean not null default 0 check (on_ in (0, 1)),
  total numeric(12,2) generated always as (round(amount * 2, 2)) stored,
  constraint fk_t_p_id_p foreign key (p_id) references p (id),
  constraint uq_t_code unique (code),
  constraint ck_t_amount check (amount >= 0),
  constraint fk_t_code foreign key (code) references p (k) on update cascade,
  constraint uq_t_two unique (p_id, code)
);
-- done when: select count(*) from sqlite_master where type = 'table' and name = 't'

-- downgrade
-- 1. drop table t; in transaction 1
-- write lock on the database file
drop table t;
-- done when: select not exists (select 1 from sqlite_master where type = 'table' and name = 't')
