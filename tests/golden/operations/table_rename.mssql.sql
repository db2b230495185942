-- upgrade
-- 1. rename table c to child; in transaction 1
-- Sch-M on c
exec sp_rename N'c', N'child', N'OBJECT';
-- done when: select case when exists (select * from sys.objects where schema_id = schema_id() and name = N'child' collate Latin1_General_100_BIN2) and not exists (select * from sys.objects where schema_id = schema_id() and name = N'c' collate Latin1_General_100_BIN2) then 1 else 0 end

-- downgrade
-- 1. rename table child to c; in transaction 1
-- Sch-M on child
exec sp_rename N'child', N'c', N'OBJECT';
-- done when: select case when exists (select * from sys.objects where schema_id = schema_id() and name = N'c' collate Latin1_General_100_BIN2) and not exists (select * from sys.objects where schema_id = schema_id() and name = N'child' collate Latin1_General_100_BIN2) then 1 else 0 end
