-- upgrade
-- 1. rebuild table p: nothing of it is unknown; in transaction 1
-- Sch-M on p; writes all rows
if exists (select * from sys.triggers where parent_id = object_id(N'p')) or exists (select * from sys.database_permissions where class = 1 and major_id = object_id(N'p'))
  throw 50000, N'table p has triggers or permissions of its own, which making it anew would lose: take them away before, and give them again behind', 1;
-- 2. alter table t drop constraint fk_t_p; in transaction 1
-- Sch-M on t, p
alter table t drop constraint fk_t_p;
-- done when: select case when object_id(N'fk_t_p', N'F') is null then 1 else 0 end
-- 3. rebuild table p: create the new table; in transaction 1
-- Sch-M on p; writes all rows
create table _retort_new_p (
  id int identity(1,1) not null
);
-- done when: select case when object_id(N'_retort_new_p', N'U') is not null then 1 else 0 end
-- 4. rebuild table p: copy the rows; in transaction 1
-- Sch-M on p; writes all rows
set identity_insert _retort_new_p on;
insert into _retort_new_p (id)
select id
from p with (tablockx, holdlock);
set identity_insert _retort_new_p off;
-- 5. rebuild table p: drop the old table; in transaction 1
-- Sch-M on p; writes all rows
drop table p;
-- done when: select case when object_id(N'p', N'U') is null then 1 else 0 end
-- 6. rebuild table p: rename the new table; in transaction 1
-- Sch-M on p; writes all rows
exec sp_rename N'_retort_new_p', N'p', N'OBJECT';
-- done when: select case when exists (select * from sys.objects where schema_id = schema_id() and name = N'p' collate Latin1_General_100_BIN2) and not exists (select * from sys.objects where schema_id = schema_id() and name = N'_retort_new_p' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 7. alter table p add constraint pk_p; in transaction 1
-- Sch-M on p; writes all rows
alter table p add constraint pk_p primary key (id);
-- done when: select count(*) from sys.key_constraints where parent_object_id = object_id(N'p') and name = N'pk_p' collate Latin1_General_100_BIN2
-- 8. alter table t add constraint fk_t_p; in transaction 1
-- Sch-M on t, p; reads t
alter table t add constraint fk_t_p foreign key (p_id) references p (id);
-- done when: select count(*) from sys.foreign_keys where parent_object_id = object_id(N't') and name = N'fk_t_p' collate Latin1_General_100_BIN2 and is_not_trusted = 0

-- downgrade
-- 1. rebuild table p: nothing of it is unknown; in transaction 1
-- Sch-M on p; writes all rows
if exists (select * from sys.triggers where parent_id = object_id(N'p')) or exists (select * from sys.database_permissions where class = 1 and major_id = object_id(N'p'))
  throw 50000, N'table p has triggers or permissions of its own, which making it anew would lose: take them away before, and give them again behind', 1;
-- 2. alter table t drop constraint fk_t_p; in transaction 1
-- Sch-M on t, p
alter table t drop constraint fk_t_p;
-- done when: select case when object_id(N'fk_t_p', N'F') is null then 1 else 0 end
-- 3. rebuild table p: create the new table; in transaction 1
-- Sch-M on p; writes all rows
create table _retort_new_p (
  id int not null
);
-- done when: select case when object_id(N'_retort_new_p', N'U') is not null then 1 else 0 end
-- 4. rebuild table p: copy the rows; in transaction 1
-- Sch-M on p; writes all rows
insert into _retort_new_p (id)
select id
from p with (tablockx, holdlock);
-- 5. rebuild table p: drop the old table; in transaction 1
-- Sch-M on p; writes all rows
drop table p;
-- done when: select case when object_id(N'p', N'U') is null then 1 else 0 end
-- 6. rebuild table p: rename the new table; in transaction 1
-- Sch-M on p; writes all rows
exec sp_rename N'_retort_new_p', N'p', N'OBJECT';
-- done when: select case when exists (select * from sys.objects where schema_id = schema_id() and name = N'p' collate Latin1_General_100_BIN2) and not exists (select * from sys.objects where schema_id = schema_id() and name = N'_retort_new_p' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 7. alter table p add constraint pk_p; in transaction 1
-- Sch-M on p; writes all rows
alter table p add constraint pk_p primary key (id);
-- done when: select count(*) from sys.key_constraints where parent_object_id = object_id(N'p') and name = N'pk_p' collate Latin1_General_100_BIN2
-- 8. alter table t add constraint fk_t_p; in transaction 1
-- Sch-M on t, p; reads t
alter table t add constraint fk_t_p foreign key (p_id) references p (id);
-- done when: select count(*) from sys.foreign_keys where parent_object_id = object_id(N't') and name = N'fk_t_p' collate Latin1_General_100_BIN2 and is_not_trusted = 0
