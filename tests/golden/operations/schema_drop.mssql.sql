-- upgrade
-- 1. drop schema billing; in transaction 1
drop schema billing;
-- done when: select case when not exists (select * from sys.schemas where name = N'billing' collate Latin1_General_100_BIN2) then 1 else 0 end

-- downgrade
-- 1. create schema billing; in transaction 1
create schema billing;
-- done when: select count(*) from sys.schemas where name = N'billing' collate Latin1_General_100_BIN2
