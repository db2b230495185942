-- upgrade
-- 1. alter table t drop constraint ck_t_a; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t_a;
-- done when: select case when object_id(N'ck_t_a', N'C') is null then 1 else 0 end
-- 2. alter table t alter column a type; in transaction 1
-- Sch-M on t; writes all rows
alter table t alter column a bigint null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2 and type_name(user_type_id) = N'bigint'
-- 3. alter table t add constraint ck_t_a; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t_a check (a % 2 = 0 or a > 0);
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t_a' collate Latin1_General_100_BIN2 and is_not_trusted = 0

-- downgrade
-- 1. alter table t drop constraint ck_t_a; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t_a;
-- done when: select case when object_id(N'ck_t_a', N'C') is null then 1 else 0 end
-- 2. alter table t alter column a type; in transaction 1
-- Sch-M on t; writes all rows
alter table t alter column a int null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2 and type_name(user_type_id) = N'int'
-- 3. alter table t add constraint ck_t_a; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t_a check (a % 2 = 0 or a > 0);
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t_a' collate Latin1_General_100_BIN2 and is_not_trusted = 0
