-- upgrade
-- 1. rename index ix_t_a to ix_t_other; in transaction 1
-- Sch-M on t
exec sp_rename N't.ix_t_a', N'ix_t_other', N'INDEX';
-- done when: select case when exists (select * from sys.indexes where object_id = object_id(N't') and name = N'ix_t_other' collate Latin1_General_100_BIN2) and not exists (select * from sys.indexes where object_id = object_id(N't') and name = N'ix_t_a' collate Latin1_General_100_BIN2) then 1 else 0 end

-- downgrade
-- 1. rename index ix_t_other to ix_t_a; in transaction 1
-- Sch-M on t
exec sp_rename N't.ix_t_other', N'ix_t_a', N'INDEX';
-- done when: select case when exists (select * from sys.indexes where object_id = object_id(N't') and name = N'ix_t_a' collate Latin1_General_100_BIN2) and not exists (select * from sys.indexes where object_id = object_id(N't') and name = N'ix_t_other' collate Latin1_General_100_BIN2) then 1 else 0 end
