-- upgrade
-- 1. alter table c drop constraint fk_c_p; in transaction 1
-- Sch-M on c, p
alter table c drop constraint fk_c_p;
-- done when: select case when object_id(N'fk_c_p', N'F') is null then 1 else 0 end

-- downgrade
-- 1. alter table c add constraint fk_c_p; in transaction 1
-- Sch-M on c, p; reads c
alter table c add constraint fk_c_p foreign key (p_id) references p (id) on update cascade;
-- done when: select count(*) from sys.foreign_keys where parent_object_id = object_id(N'c') and name = N'fk_c_p' collate Latin1_General_100_BIN2 and is_not_trusted = 0
