-- upgrade
-- 1. alter table t add column yes; in transaction 1
-- Sch-M on t; writes all rows on editions other than Enterprise
alter table t add yes bit not null constraint df_t__yes default cast(case when not (1 = 2) then 1 when not (not (1 = 2)) then 0 end as bit);
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'yes' collate Latin1_General_100_BIN2
-- 2. alter table t add column no; in transaction 1
-- Sch-M on t; writes all rows on editions other than Enterprise
alter table t add no bit null constraint df_t__no default cast(case when 1 in (2, 3) or N'a' like N'b%' then 1 when not (1 in (2, 3) or N'a' like N'b%') then 0 end as bit) with values;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'no' collate Latin1_General_100_BIN2

-- downgrade
-- 1. alter table t alter column no drop default; in transaction 1
-- Sch-M on t
declare @sql nvarchar(max) = (select N'alter table t drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N't') and col_name(parent_object_id, parent_column_id) = N'no');
if @sql is not null exec sp_executesql @sql;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'no' collate Latin1_General_100_BIN2 and default_object_id = 0
-- 2. alter table t drop column no; in transaction 1
-- Sch-M on t
alter table t drop column no;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'no' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 3. alter table t alter column yes drop default; in transaction 1
-- Sch-M on t
declare @sql nvarchar(max) = (select N'alter table t drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N't') and col_name(parent_object_id, parent_column_id) = N'yes');
if @sql is not null exec sp_executesql @sql;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'yes' collate Latin1_General_100_BIN2 and default_object_id = 0
-- 4. alter table t drop column yes; in transaction 1
-- Sch-M on t
alter table t drop column yes;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'yes' collate Latin1_General_100_BIN2) then 1 else 0 end
