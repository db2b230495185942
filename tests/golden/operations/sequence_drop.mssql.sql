-- upgrade
-- 1. drop sequence numbers; in transaction 1
-- Sch-M on numbers
drop sequence numbers;
-- done when: select case when object_id(N'numbers', N'SO') is null then 1 else 0 end

-- downgrade
-- 1. create sequence numbers; in transaction 1
create sequence numbers as bigint start with 100 increment by 1;
-- done when: select case when object_id(N'numbers', N'SO') is not null then 1 else 0 end
