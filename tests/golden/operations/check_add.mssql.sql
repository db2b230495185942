-- upgrade
-- 1. alter table t add constraint ck_t_a; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t_a check (a between 1 and 100 or b like N'x%');
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t_a' collate Latin1_General_100_BIN2 and is_not_trusted = 0

-- downgrade
-- 1. alter table t drop constraint ck_t_a; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t_a;
-- done when: select case when object_id(N'ck_t_a', N'C') is null then 1 else 0 end
