-- upgrade
-- 1. alter table t alter column n set default; in transaction 1
-- Sch-M on t
alter table t add constraint df_t__n default (next value for numbers) for n;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'n' collate Latin1_General_100_BIN2 and default_object_id <> 0

-- downgrade
-- 1. alter table t alter column n drop default; in transaction 1
-- Sch-M on t
declare @sql nvarchar(max) = (select N'alter table t drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N't') and col_name(parent_object_id, parent_column_id) = N'n');
if @sql is not null exec sp_executesql @sql;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'n' collate Latin1_General_100_BIN2 and default_object_id = 0
