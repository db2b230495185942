-- upgrade
-- 1. alter table t add column twice; in transaction 1
-- Sch-M on t; writes all rows
alter table t add twice as (cast(a * 2 as int)) persisted;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'twice' collate Latin1_General_100_BIN2

-- downgrade
-- 1. alter table t drop column twice; in transaction 1
-- Sch-M on t
alter table t drop column twice;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'twice' collate Latin1_General_100_BIN2) then 1 else 0 end
