-- upgrade
-- 1. alter table t alter column a type; in transaction 1
-- Sch-M on t
alter table t add a__new nvarchar(max) collate Latin1_General_100_BIN2 null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'a__new' collate Latin1_General_100_BIN2
-- 2. alter table t alter column a type; in transaction 1
-- rows of t; scans t; the whole table from about 5000 rows on
update t set a__new = N'no ' + cast(a as nvarchar(20));
-- 3. alter table t alter column a type; in transaction 1
-- Sch-M on t
alter table t drop column a;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 4. alter table t alter column a type; in transaction 1
-- Sch-M on t
exec sp_rename N't.a__new', N'a', N'COLUMN';
-- done when: select case when exists (select * from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2) and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'a__new' collate Latin1_General_100_BIN2) then 1 else 0 end

-- downgrade
-- 1. alter table t drop column a; in transaction 1
-- Sch-M on t
alter table t drop column a;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 2. alter table t add column a; in transaction 2
-- Sch-M on t
alter table t add a int null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2
