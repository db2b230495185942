-- upgrade
-- 1. alter table t drop constraint pk_t; in transaction 1
-- Sch-M on t; writes all rows
alter table t drop constraint pk_t;
-- done when: select case when object_id(N'pk_t', N'PK') is null then 1 else 0 end

-- downgrade
-- 1. alter table t add constraint pk_t; in transaction 1
-- Sch-M on t; writes all rows
alter table t add constraint pk_t primary key (id);
-- done when: select count(*) from sys.key_constraints where parent_object_id = object_id(N't') and name = N'pk_t' collate Latin1_General_100_BIN2
