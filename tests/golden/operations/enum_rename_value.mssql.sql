-- upgrade
-- 1. alter table t drop constraint ck_t__m; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__m;
-- done when: select case when object_id(N'ck_t__m', N'C') is null then 1 else 0 end
-- 2. alter table t add constraint ck_t__m; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t__m check (m in (N'sad', N'so', N'glad', N'so-so'));
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t__m' collate Latin1_General_100_BIN2 and is_not_trusted = 0
-- 3. update t; in transaction 1
-- rows of t; scans t; the whole table from about 5000 rows on
update t set m = N'so-so' where m = N'so';
-- 4. alter table t alter column m drop default; in transaction 1
-- Sch-M on t
declare @sql nvarchar(max) = (select N'alter table t drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N't') and col_name(parent_object_id, parent_column_id) = N'm');
if @sql is not null exec sp_executesql @sql;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'm' collate Latin1_General_100_BIN2 and default_object_id = 0
-- 5. alter table t drop constraint ck_t__m; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__m;
-- done when: select case when object_id(N'ck_t__m', N'C') is null then 1 else 0 end
-- 6. alter table t add constraint ck_t__m; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t__m check (m in (N'sad', N'so-so', N'glad'));
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t__m' collate Latin1_General_100_BIN2 and is_not_trusted = 0
-- 7. alter table t alter column m set default; in transaction 1
-- Sch-M on t
alter table t add constraint df_t__m default N'so-so' for m;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'm' collate Latin1_General_100_BIN2 and default_object_id <> 0
-- 8. alter table t drop constraint ck_t__old; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__old;
-- done when: select case when object_id(N'ck_t__old', N'C') is null then 1 else 0 end
-- 9. alter table t add constraint ck_t__old; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t__old check (old in (N'sad', N'so', N'glad', N'so-so'));
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t__old' collate Latin1_General_100_BIN2 and is_not_trusted = 0
-- 10. update t; in transaction 1
-- rows of t; scans t; the whole table from about 5000 rows on
update t set old = N'so-so' where old = N'so';
-- 11. alter table t drop constraint ck_t__old; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__old;
-- done when: select case when object_id(N'ck_t__old', N'C') is null then 1 else 0 end
-- 12. alter table t add constraint ck_t__old; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t__old check (old in (N'sad', N'so-so', N'glad'));
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t__old' collate Latin1_General_100_BIN2 and is_not_trusted = 0

-- downgrade
-- 1. alter table t drop constraint ck_t__m; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__m;
-- done when: select case when object_id(N'ck_t__m', N'C') is null then 1 else 0 end
-- 2. alter table t add constraint ck_t__m; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t__m check (m in (N'sad', N'so-so', N'glad', N'so'));
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t__m' collate Latin1_General_100_BIN2 and is_not_trusted = 0
-- 3. update t; in transaction 1
-- rows of t; scans t; the whole table from about 5000 rows on
update t set m = N'so' where m = N'so-so';
-- 4. alter table t alter column m drop default; in transaction 1
-- Sch-M on t
declare @sql nvarchar(max) = (select N'alter table t drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N't') and col_name(parent_object_id, parent_column_id) = N'm');
if @sql is not null exec sp_executesql @sql;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'm' collate Latin1_General_100_BIN2 and default_object_id = 0
-- 5. alter table t drop constraint ck_t__m; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__m;
-- done when: select case when object_id(N'ck_t__m', N'C') is null then 1 else 0 end
-- 6. alter table t add constraint ck_t__m; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t__m check (m in (N'sad', N'so', N'glad'));
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t__m' collate Latin1_General_100_BIN2 and is_not_trusted = 0
-- 7. alter table t alter column m set default; in transaction 1
-- Sch-M on t
alter table t add constraint df_t__m default N'so' for m;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'm' collate Latin1_General_100_BIN2 and default_object_id <> 0
-- 8. alter table t drop constraint ck_t__old; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__old;
-- done when: select case when object_id(N'ck_t__old', N'C') is null then 1 else 0 end
-- 9. alter table t add constraint ck_t__old; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t__old check (old in (N'sad', N'so-so', N'glad', N'so'));
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t__old' collate Latin1_General_100_BIN2 and is_not_trusted = 0
-- 10. update t; in transaction 1
-- rows of t; scans t; the whole table from about 5000 rows on
update t set old = N'so' where old = N'so-so';
-- 11. alter table t drop constraint ck_t__old; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__old;
-- done when: select case when object_id(N'ck_t__old', N'C') is null then 1 else 0 end
-- 12. alter table t add constraint ck_t__old; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t__old check (old in (N'sad', N'so', N'glad'));
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t__old' collate Latin1_General_100_BIN2 and is_not_trusted = 0
