-- upgrade
-- 1. alter table t add constraint fk_t_p; in transaction 1
-- Sch-M on t, p; reads t
alter table t add constraint fk_t_p foreign key (p_id) references p (id);
-- done when: select count(*) from sys.foreign_keys where parent_object_id = object_id(N't') and name = N'fk_t_p' collate Latin1_General_100_BIN2 and is_not_trusted = 0

-- downgrade
-- 1. alter table t drop constraint fk_t_p; in transaction 1
-- Sch-M on t, p
alter table t drop constraint fk_t_p;
-- done when: select case when object_id(N'fk_t_p', N'F') is null then 1 else 0 end
