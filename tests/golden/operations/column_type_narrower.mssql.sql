-- upgrade
-- 1. alter table t alter column b drop default; in transaction 1
-- Sch-M on t
declare @sql nvarchar(max) = (select N'alter table t drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N't') and col_name(parent_object_id, parent_column_id) = N'b');
if @sql is not null exec sp_executesql @sql;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'b' collate Latin1_General_100_BIN2 and default_object_id = 0
-- 2. alter table t alter column b type; in transaction 1
-- Sch-M on t; writes all rows
alter table t alter column b nvarchar(10) collate Latin1_General_100_BIN2 not null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'b' collate Latin1_General_100_BIN2 and type_name(user_type_id) = N'nvarchar' and max_length = 20
-- 3. alter table t alter column b set default; in transaction 1
-- Sch-M on t
alter table t add constraint df_t__b default N'x' for b;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'b' collate Latin1_General_100_BIN2 and default_object_id <> 0

-- downgrade
-- 1. alter table t alter column b drop default; in transaction 1
-- Sch-M on t
declare @sql nvarchar(max) = (select N'alter table t drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N't') and col_name(parent_object_id, parent_column_id) = N'b');
if @sql is not null exec sp_executesql @sql;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'b' collate Latin1_General_100_BIN2 and default_object_id = 0
-- 2. alter table t alter column b type; in transaction 1
-- Sch-M on t
alter table t alter column b nvarchar(20) collate Latin1_General_100_BIN2 not null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'b' collate Latin1_General_100_BIN2 and type_name(user_type_id) = N'nvarchar' and max_length = 40
-- 3. alter table t alter column b set default; in transaction 1
-- Sch-M on t
alter table t add constraint df_t__b default N'x' for b;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'b' collate Latin1_General_100_BIN2 and default_object_id <> 0
