-- upgrade
-- 1. create index ux_t_a; outside transactions
-- S on t for a moment on Enterprise and Azure, without writes elsewhere; reads t
if cast(serverproperty('EngineEdition') as int) in (3, 5, 8)
  exec (N'create unique index ux_t_a on t (a) where a is not null and b <> N''old'' with (online = on)')
else
  exec (N'create unique index ux_t_a on t (a) where a is not null and b <> N''old''');
-- done when: select count(*) from sys.indexes where object_id = object_id(N't') and name = N'ux_t_a' collate Latin1_General_100_BIN2 and is_disabled = 0

-- downgrade
-- 1. drop index ux_t_a; in transaction 1
-- Sch-M on t
drop index ux_t_a on t;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.indexes where object_id = object_id(N't') and name = N'ux_t_a' collate Latin1_General_100_BIN2) then 1 else 0 end
