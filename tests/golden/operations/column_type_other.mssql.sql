-- upgrade
-- 1. alter table t alter column a type; in transaction 1
-- Sch-M on t; writes all rows
alter table t alter column a bigint null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2 and type_name(user_type_id) = N'bigint'

-- downgrade
-- 1. alter table t alter column a type; in transaction 1
-- Sch-M on t; writes all rows
alter table t alter column a int null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2 and type_name(user_type_id) = N'int'
