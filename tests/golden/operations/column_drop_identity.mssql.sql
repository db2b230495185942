-- upgrade
-- 1. rebuild table t: nothing of it is unknown; in transaction 1
-- Sch-M on t; writes all rows
if exists (select * from sys.triggers where parent_id = object_id(N't')) or exists (select * from sys.database_permissions where class = 1 and major_id = object_id(N't'))
  throw 50000, N'table t has triggers or permissions of its own, which making it anew would lose: take them away before, and give them again behind', 1;
-- 2. rebuild table t: create the new table; in transaction 1
-- Sch-M on t; writes all rows
create table _retort_new_t (
  id int not null,
  a int null
);
-- done when: select case when object_id(N'_retort_new_t', N'U') is not null then 1 else 0 end
-- 3. rebuild table t: copy the rows; in transaction 1
-- Sch-M on t; writes all rows
insert into _retort_new_t (id, a)
select id, a
from t with (tablockx, holdlock);
-- 4. rebuild table t: drop the old table; in transaction 1
-- Sch-M on t; writes all rows
drop table t;
-- done when: select case when object_id(N't', N'U') is null then 1 else 0 end
-- 5. rebuild table t: rename the new table; in transaction 1
-- Sch-M on t; writes all rows
exec sp_rename N'_retort_new_t', N't', N'OBJECT';
-- done when: select case when exists (select * from sys.objects where schema_id = schema_id() and name = N't' collate Latin1_General_100_BIN2) and not exists (select * from sys.objects where schema_id = schema_id() and name = N'_retort_new_t' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 6. alter table t add constraint pk_t; in transaction 1
-- Sch-M on t; writes all rows
alter table t add constraint pk_t primary key (id);
-- done when: select count(*) from sys.key_constraints where parent_object_id = object_id(N't') and name = N'pk_t' collate Latin1_General_100_BIN2

-- downgrade
-- 1. rebuild table t: nothing of it is unknown; in transaction 1
-- Sch-M on t; writes all rows
if exists (select * from sys.triggers where parent_id = object_id(N't')) or exists (select * from sys.database_permissions where class = 1 and major_id = object_id(N't'))
  throw 50000, N'table t has triggers or permissions of its own, which making it anew would lose: take them away before, and give them again behind', 1;
-- 2. rebuild table t: create the new table; in transaction 1
-- Sch-M on t; writes all rows
create table _retort_new_t (
  id int identity(1,1) not null,
  a int null
);
-- done when: select case when object_id(N'_retort_new_t', N'U') is not null then 1 else 0 end
-- 3. rebuild table t: copy the rows; in transaction 1
-- Sch-M on t; writes all rows
set identity_insert _retort_new_t on;
insert into _retort_new_t (id, a)
select id, a
from t with (tablockx, holdlock);
set identity_insert _retort_new_t off;
-- 4. rebuild table t: drop the old table; in transaction 1
-- Sch-M on t; writes all rows
drop table t;
-- done when: select case when object_id(N't', N'U') is null then 1 else 0 end
-- 5. rebuild table t: rename the new table; in transaction 1
-- Sch-M on t; writes all rows
exec sp_rename N'_retort_new_t', N't', N'OBJECT';
-- done when: select case when exists (select * from sys.objects where schema_id = schema_id() and name = N't' collate Latin1_General_100_BIN2) and not exists (select * from sys.objects where schema_id = schema_id() and name = N'_retort_new_t' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 6. alter table t add constraint pk_t; in transaction 1
-- Sch-M on t; writes all rows
alter table t add constraint pk_t primary key (id);
-- done when: select count(*) from sys.key_constraints where parent_object_id = object_id(N't') and name = N'pk_t' collate Latin1_General_100_BIN2
