-- upgrade
-- 1. comment on table t; in transaction 1
-- Sch-M on t
declare @schema sysname = object_schema_name(object_id(N't'));
exec sp_addextendedproperty @name = N'MS_Description', @value = N'it''s a table', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N't';
-- done when: select count(*) from sys.extended_properties where class = 1 and major_id = object_id(N't') and minor_id = 0 and name = N'MS_Description' and cast(value as nvarchar(max)) = N'it''s a table' collate Latin1_General_100_BIN2

-- downgrade
-- 1. comment on table t; in transaction 1
-- Sch-M on t
declare @schema sysname = object_schema_name(object_id(N't'));
exec sp_dropextendedproperty @name = N'MS_Description', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N't';
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.extended_properties where class = 1 and major_id = object_id(N't') and minor_id = 0 and name = N'MS_Description') then 1 else 0 end
