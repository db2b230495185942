-- upgrade
-- 1. alter table t add column n; in transaction 1
-- Sch-M on t; writes all rows on editions other than Enterprise
alter table t add n int not null constraint df_t__n default 5;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'n' collate Latin1_General_100_BIN2

-- downgrade
-- 1. alter table t alter column n drop default; in transaction 1
-- Sch-M on t
declare @sql nvarchar(max) = (select N'alter table t drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N't') and col_name(parent_object_id, parent_column_id) = N'n');
if @sql is not null exec sp_executesql @sql;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'n' collate Latin1_General_100_BIN2 and default_object_id = 0
-- 2. alter table t drop column n; in transaction 1
-- Sch-M on t
alter table t drop column n;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'n' collate Latin1_General_100_BIN2) then 1 else 0 end
