-- upgrade
-- 1. alter table t drop constraint ck_t_b; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t_b;
-- done when: select case when object_id(N'ck_t_b', N'C') is null then 1 else 0 end
-- 2. alter table t rename column b to select; in transaction 1
-- Sch-M on t
exec sp_rename N't.b', N'select', N'COLUMN';
-- done when: select case when exists (select * from sys.columns where object_id = object_id(N't') and name = N'select' collate Latin1_General_100_BIN2) and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'b' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 3. rename df_t__b to df_t__select; in transaction 1
-- Sch-M on t
if object_id(N'df_t__b', N'D') is not null exec sp_rename N'df_t__b', N'df_t__select', N'OBJECT';
-- done when: select case when object_id(N'df_t__b', N'D') is null then 1 else 0 end
-- 4. alter table t add constraint ck_t_b; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t_b check ([select] <> N'');
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t_b' collate Latin1_General_100_BIN2 and is_not_trusted = 0

-- downgrade
-- 1. alter table t drop constraint ck_t_b; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t_b;
-- done when: select case when object_id(N'ck_t_b', N'C') is null then 1 else 0 end
-- 2. alter table t rename column select to b; in transaction 1
-- Sch-M on t
exec sp_rename N't.[select]', N'b', N'COLUMN';
-- done when: select case when exists (select * from sys.columns where object_id = object_id(N't') and name = N'b' collate Latin1_General_100_BIN2) and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'select' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 3. rename df_t__select to df_t__b; in transaction 1
-- Sch-M on t
if object_id(N'df_t__select', N'D') is not null exec sp_rename N'df_t__select', N'df_t__b', N'OBJECT';
-- done when: select case when object_id(N'df_t__select', N'D') is null then 1 else 0 end
-- 4. alter table t add constraint ck_t_b; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t_b check (b <> N'');
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t_b' collate Latin1_General_100_BIN2 and is_not_trusted = 0
