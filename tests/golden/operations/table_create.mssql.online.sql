-- upgrade
-- 1. create table t; in transaction 1
-- Sch-M on p, p
create table t (
  id int identity(1,1) not null,
  p_id int null,
  code nvarchar(10) collate Latin1_General_100_BIN2 not null constraint df_t__code default N'it''s',
  amount decimal(10,2) not null constraint df_t__amount default 0,
  m nvarchar(64) collate Latin1_General_100_BIN2 null constraint df_t__m default N'glad' constraint ck_t__m check (m in (N'sad', N'glad')),
  made datetimeoffset(6) not null constraint df_t__made default sysdatetimeoffset(),
  doc nvarchar(max) collate Latin1_General_100_BIN2 null constraint ck_t__doc check (isjson(doc) = 1),
  raw varbinary(max) null,
  on_ bit not null constraint df_t__on_ default 0,
  total as (cast(amount * 2 as decimal(12,2))) persisted,
  constraint pk_t primary key (id),
  constraint fk_t_p_id_p foreign key (p_id) references p (id),
  constraint uq_t_code unique (code),
  constraint ck_t_amount check (amount >= 0),
  constraint fk_t_code foreign key (code) references p (k) on update cascade
);
-- done when: select case when object_id(N't', N'U') is not null then 1 else 0 end
-- 2. create index uq_t_two; outside transactions
-- S on t for a moment on Enterprise and Azure, without writes elsewhere; reads t
if cast(serverproperty('EngineEdition') as int) in (3, 5, 8)
  exec (N'create unique index uq_t_two on t (p_id, code) where p_id is not null with (online = on)')
else
  exec (N'create unique index uq_t_two on t (p_id, code) where p_id is not null');
-- done when: select count(*) from sys.indexes where object_id = object_id(N't') and name = N'uq_t_two' collate Latin1_General_100_BIN2 and is_disabled = 0

-- downgrade
-- 1. drop table t; in transaction 1
-- Sch-M on t
drop table t;
-- done when: select case when object_id(N't', N'U') is null then 1 else 0 end
