-- upgrade
-- 1. alter table t alter column b drop not null; in transaction 1
-- Sch-M on t
alter table t alter column b nvarchar(20) collate Latin1_General_100_BIN2 null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'b' collate Latin1_General_100_BIN2 and is_nullable = 1

-- downgrade
-- 1. alter table t alter column b set not null; in transaction 1
-- Sch-M on t; reads t
alter table t alter column b nvarchar(20) collate Latin1_General_100_BIN2 not null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'b' collate Latin1_General_100_BIN2 and is_nullable = 0
