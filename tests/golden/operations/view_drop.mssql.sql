-- upgrade
-- 1. drop view v; in transaction 1
-- Sch-M on v
drop view v;
-- done when: select case when object_id(N'v', N'V') is null then 1 else 0 end

-- downgrade
-- 1. create view v; in transaction 1
create view v as select id, a as number from t where a > 7;
-- done when: select case when object_id(N'v', N'V') is not null then 1 else 0 end
