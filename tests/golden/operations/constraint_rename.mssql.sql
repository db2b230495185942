-- upgrade
-- 1. alter table t rename constraint ck_t_a to ck_t_positive; in transaction 1
-- Sch-M on t
exec sp_rename N'ck_t_a', N'ck_t_positive', N'OBJECT';
-- done when: select case when exists (select * from sys.objects where schema_id = schema_id() and name = N'ck_t_positive' collate Latin1_General_100_BIN2) and not exists (select * from sys.objects where schema_id = schema_id() and name = N'ck_t_a' collate Latin1_General_100_BIN2) then 1 else 0 end

-- downgrade
-- 1. alter table t rename constraint ck_t_positive to ck_t_a; in transaction 1
-- Sch-M on t
exec sp_rename N'ck_t_positive', N'ck_t_a', N'OBJECT';
-- done when: select case when exists (select * from sys.objects where schema_id = schema_id() and name = N'ck_t_a' collate Latin1_General_100_BIN2) and not exists (select * from sys.objects where schema_id = schema_id() and name = N'ck_t_positive' collate Latin1_General_100_BIN2) then 1 else 0 end
