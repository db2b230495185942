-- upgrade
-- 1. alter table t add column note; in transaction 1
-- Sch-M on t; writes all rows on editions other than Enterprise
alter table t add note nvarchar(max) collate Latin1_General_100_BIN2 not null constraint df_t__note default N'none';
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'note' collate Latin1_General_100_BIN2
-- 2. alter table t add column more; in transaction 1
-- Sch-M on t; writes all rows on editions other than Enterprise
alter table t add more nvarchar(max) collate Latin1_General_100_BIN2 null constraint df_t__more default N'{}' with values constraint ck_t__more check (isjson(more) = 1);
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'more' collate Latin1_General_100_BIN2

-- downgrade
-- 1. alter table t alter column more drop default; in transaction 1
-- Sch-M on t
declare @sql nvarchar(max) = (select N'alter table t drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N't') and col_name(parent_object_id, parent_column_id) = N'more');
if @sql is not null exec sp_executesql @sql;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'more' collate Latin1_General_100_BIN2 and default_object_id = 0
-- 2. alter table t drop constraint ck_t__more; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__more;
-- done when: select case when object_id(N'ck_t__more', N'C') is null then 1 else 0 end
-- 3. alter table t drop column more; in transaction 1
-- Sch-M on t
alter table t drop column more;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'more' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 4. alter table t alter column note drop default; in transaction 1
-- Sch-M on t
declare @sql nvarchar(max) = (select N'alter table t drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N't') and col_name(parent_object_id, parent_column_id) = N'note');
if @sql is not null exec sp_executesql @sql;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'note' collate Latin1_General_100_BIN2 and default_object_id = 0
-- 5. alter table t drop column note; in transaction 1
-- Sch-M on t
alter table t drop column note;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'note' collate Latin1_General_100_BIN2) then 1 else 0 end
