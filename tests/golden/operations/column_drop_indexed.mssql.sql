-- upgrade
-- 1. alter table t drop constraint ck_t_a; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t_a;
-- done when: select case when object_id(N'ck_t_a', N'C') is null then 1 else 0 end
-- 2. drop index ix_t_a; in transaction 1
-- Sch-M on t
drop index ix_t_a on t;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.indexes where object_id = object_id(N't') and name = N'ix_t_a' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 3. alter table t drop column a; in transaction 1
-- Sch-M on t
alter table t drop column a;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2) then 1 else 0 end

-- downgrade
-- 1. alter table t add column a; in transaction 1
-- Sch-M on t
alter table t add a int null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'a' collate Latin1_General_100_BIN2
-- 2. create index ix_t_a; in transaction 1
-- S on t: no writes; reads t
create index ix_t_a on t (a);
-- done when: select count(*) from sys.indexes where object_id = object_id(N't') and name = N'ix_t_a' collate Latin1_General_100_BIN2 and is_disabled = 0
-- 3. alter table t add constraint ck_t_a; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t_a check (a > 0);
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t_a' collate Latin1_General_100_BIN2 and is_not_trusted = 0
