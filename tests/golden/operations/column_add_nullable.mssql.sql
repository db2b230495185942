-- upgrade
-- 1. alter table t add column n; in transaction 1
-- Sch-M on t
alter table t add n nvarchar(max) collate Latin1_General_100_BIN2 null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'n' collate Latin1_General_100_BIN2

-- downgrade
-- 1. alter table t drop column n; in transaction 1
-- Sch-M on t
alter table t drop column n;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'n' collate Latin1_General_100_BIN2) then 1 else 0 end
