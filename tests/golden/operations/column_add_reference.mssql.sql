-- upgrade
-- 1. alter table t add column p_id; in transaction 1
-- Sch-M on t
alter table t add p_id int null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'p_id' collate Latin1_General_100_BIN2
-- 2. alter table t add constraint fk_t_p_id_p; in transaction 1
-- Sch-M on t, p; reads t
alter table t add constraint fk_t_p_id_p foreign key (p_id) references p (id) on delete set null;
-- done when: select count(*) from sys.foreign_keys where parent_object_id = object_id(N't') and name = N'fk_t_p_id_p' collate Latin1_General_100_BIN2 and is_not_trusted = 0

-- downgrade
-- 1. alter table t drop constraint fk_t_p_id_p; in transaction 1
-- Sch-M on t, p
alter table t drop constraint fk_t_p_id_p;
-- done when: select case when object_id(N'fk_t_p_id_p', N'F') is null then 1 else 0 end
-- 2. alter table t drop column p_id; in transaction 1
-- Sch-M on t
alter table t drop column p_id;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'p_id' collate Latin1_General_100_BIN2) then 1 else 0 end
