-- upgrade
-- 1. create view v; in transaction 1
create view v as select id, n + cast(cast(id as nvarchar(20)) as nvarchar(20)) as label, lower(format(x, N'R', N'en-US')) as shown from t;
-- done when: select case when object_id(N'v', N'V') is not null then 1 else 0 end
-- 2. create view w; in transaction 2
create view w as select v.label from v where v.label <> cast(v.id as nvarchar(20));
-- done when: select case when object_id(N'w', N'V') is not null then 1 else 0 end

-- downgrade
-- 1. drop view w; in transaction 1
-- Sch-M on w
drop view w;
-- done when: select case when object_id(N'w', N'V') is null then 1 else 0 end
-- 2. drop view v; in transaction 2
-- Sch-M on v
drop view v;
-- done when: select case when object_id(N'v', N'V') is null then 1 else 0 end
