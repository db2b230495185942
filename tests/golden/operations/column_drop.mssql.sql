-- upgrade
-- 1. alter table t drop column a; in transaction 1
-- Sch-M on t
alter table t drop column a;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2) then 1 else 0 end

-- downgrade
-- 1. alter table t add column a; in transaction 1
-- Sch-M on t
alter table t add a int null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2
