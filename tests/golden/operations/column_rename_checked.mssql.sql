-- upgrade
-- 1. alter table t drop constraint ck; in transaction 1
-- Sch-M on t
alter table t drop constraint ck;
-- done when: select case when object_id(N'ck', N'C') is null then 1 else 0 end
-- 2. alter table t rename column a to b; in transaction 1
-- Sch-M on t
exec sp_rename N't.a', N'b', N'COLUMN';
-- done when: select case when exists (select * from sys.columns where object_id = object_id(N't') and name = N'b' collate Latin1_General_100_BIN2) and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 3. rename df_t__a to df_t__b; in transaction 1
-- Sch-M on t
if object_id(N'df_t__a', N'D') is not null exec sp_rename N'df_t__a', N'df_t__b', N'OBJECT';
-- done when: select case when object_id(N'df_t__a', N'D') is null then 1 else 0 end
-- 4. alter table t add constraint ck; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck check (b <> N'z' or id > 3);
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck' collate Latin1_General_100_BIN2 and is_not_trusted = 0

-- downgrade
-- 1. alter table t drop constraint ck; in transaction 1
-- Sch-M on t
alter table t drop constraint ck;
-- done when: select case when object_id(N'ck', N'C') is null then 1 else 0 end
-- 2. alter table t rename column b to a; in transaction 1
-- Sch-M on t
exec sp_rename N't.b', N'a', N'COLUMN';
-- done when: select case when exists (select * from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2) and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'b' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 3. rename df_t__b to df_t__a; in transaction 1
-- Sch-M on t
if object_id(N'df_t__b', N'D') is not null exec sp_rename N'df_t__b', N'df_t__a', N'OBJECT';
-- done when: select case when object_id(N'df_t__b', N'D') is null then 1 else 0 end
-- 4. alter table t add constraint ck; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck check (a <> N'z' or id > 3);
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck' collate Latin1_General_100_BIN2 and is_not_trusted = 0
