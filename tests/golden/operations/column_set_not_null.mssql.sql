-- upgrade
-- 1. alter table t alter column a set not null; in transaction 1
-- Sch-M on t; reads t
alter table t alter column a int not null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2 and is_nullable = 0

-- downgrade
-- 1. alter table t alter column a drop not null; in transaction 1
-- Sch-M on t
alter table t alter column a int null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2 and is_nullable = 1
