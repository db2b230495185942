-- upgrade
-- 1. alter table t drop constraint ck_t__old; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__old;
-- done when: select case when object_id(N'ck_t__old', N'C') is null then 1 else 0 end
-- 2. alter table t alter column old type; in transaction 1
-- Sch-M on t; writes all rows
alter table t alter column old nchar(10) collate Latin1_General_100_BIN2 null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'old' collate Latin1_General_100_BIN2 and type_name(user_type_id) = N'nchar' and max_length = 20
-- 3. alter table t alter column m drop default; in transaction 1
-- Sch-M on t
declare @sql nvarchar(max) = (select N'alter table t drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N't') and col_name(parent_object_id, parent_column_id) = N'm');
if @sql is not null exec sp_executesql @sql;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'm' collate Latin1_General_100_BIN2 and default_object_id = 0
-- 4. alter table t drop constraint ck_t__m; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__m;
-- done when: select case when object_id(N'ck_t__m', N'C') is null then 1 else 0 end
-- 5. alter table t alter column m type; in transaction 1
-- Sch-M on t; writes all rows
alter table t alter column m nvarchar(4) collate Latin1_General_100_BIN2 not null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'm' collate Latin1_General_100_BIN2 and type_name(user_type_id) = N'nvarchar' and max_length = 8
-- 6. alter table t alter column m set default; in transaction 1
-- Sch-M on t
alter table t add constraint df_t__m default N'so' for m;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'm' collate Latin1_General_100_BIN2 and default_object_id <> 0

-- downgrade
-- 1. alter table t alter column m drop default; in transaction 1
-- Sch-M on t
declare @sql nvarchar(max) = (select N'alter table t drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N't') and col_name(parent_object_id, parent_column_id) = N'm');
if @sql is not null exec sp_executesql @sql;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'm' collate Latin1_General_100_BIN2 and default_object_id = 0
-- 2. alter table t alter column m type; in transaction 1
-- Sch-M on t; writes all rows
alter table t alter column m nvarchar(64) collate Latin1_General_100_BIN2 not null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'm' collate Latin1_General_100_BIN2 and type_name(user_type_id) = N'nvarchar' and max_length = 128
-- 3. alter table t add constraint ck_t__m; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t__m check (m in (N'sad', N'so', N'glad'));
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t__m' collate Latin1_General_100_BIN2 and is_not_trusted = 0
-- 4. alter table t alter column m set default; in transaction 1
-- Sch-M on t
alter table t add constraint df_t__m default N'so' for m;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'm' collate Latin1_General_100_BIN2 and default_object_id <> 0
-- 5. alter table t alter column old type; in transaction 1
-- Sch-M on t; writes all rows
alter table t alter column old nvarchar(64) collate Latin1_General_100_BIN2 null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'old' collate Latin1_General_100_BIN2 and type_name(user_type_id) = N'nvarchar' and max_length = 128
-- 6. alter table t add constraint ck_t__old; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t__old check (old in (N'sad', N'so', N'glad'));
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t__old' collate Latin1_General_100_BIN2 and is_not_trusted = 0
