-- upgrade
-- 1. alter table t alter column x type; in transaction 1
-- Sch-M on t
alter table t add x__new nvarchar(max) collate Latin1_General_100_BIN2 null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'x__new' collate Latin1_General_100_BIN2
-- 2. alter table t alter column x type; in transaction 1
-- rows of t; scans t; the whole table from about 5000 rows on
update t set x__new = lower(format(x, N'R', N'en-US'));
-- 3. alter table t alter column x type; in transaction 1
-- Sch-M on t
alter table t drop column x;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'x' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 4. alter table t alter column x type; in transaction 1
-- Sch-M on t
exec sp_rename N't.x__new', N'x', N'COLUMN';
-- done when: select case when exists (select * from sys.columns where object_id = object_id(N't') and name = N'x' collate Latin1_General_100_BIN2) and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'x__new' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 5. alter table t alter column y type; in transaction 2
-- Sch-M on t
alter table t add y__new nvarchar(max) collate Latin1_General_100_BIN2 null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'y__new' collate Latin1_General_100_BIN2
-- 6. alter table t alter column y type; in transaction 2
-- rows of t; scans t; the whole table from about 5000 rows on
update t set y__new = lower(format(y, N'R', N'en-US'));
-- 7. alter table t alter column y type; in transaction 2
-- Sch-M on t
alter table t drop column y;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'y' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 8. alter table t alter column y type; in transaction 2
-- Sch-M on t
exec sp_rename N't.y__new', N'y', N'COLUMN';
-- done when: select case when exists (select * from sys.columns where object_id = object_id(N't') and name = N'y' collate Latin1_General_100_BIN2) and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'y__new' collate Latin1_General_100_BIN2) then 1 else 0 end

-- downgrade
-- 1. alter table t alter column y type; in transaction 1
-- Sch-M on t
alter table t add y__new float(53) null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'y__new' collate Latin1_General_100_BIN2
-- 2. alter table t alter column y type; in transaction 1
-- rows of t; scans t; the whole table from about 5000 rows on
update t set y__new = cast(case when y = N'' then N'?' else y end as float(53));
-- 3. alter table t alter column y type; in transaction 1
-- Sch-M on t
alter table t drop column y;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'y' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 4. alter table t alter column y type; in transaction 1
-- Sch-M on t
exec sp_rename N't.y__new', N'y', N'COLUMN';
-- done when: select case when exists (select * from sys.columns where object_id = object_id(N't') and name = N'y' collate Latin1_General_100_BIN2) and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'y__new' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 5. alter table t alter column x type; in transaction 2
-- Sch-M on t
alter table t add x__new real null;
-- done when: select count(*) from sys.columns where object_id = object_id(N't') and name = N'x__new' collate Latin1_General_100_BIN2
-- 6. alter table t alter column x type; in transaction 2
-- rows of t; scans t; the whole table from about 5000 rows on
update t set x__new = cast(case when x = N'' then N'?' else x end as real);
-- 7. alter table t alter column x type; in transaction 2
-- Sch-M on t
alter table t drop column x;
-- done when: select case when object_id(N't') is not null and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'x' collate Latin1_General_100_BIN2) then 1 else 0 end
-- 8. alter table t alter column x type; in transaction 2
-- Sch-M on t
exec sp_rename N't.x__new', N'x', N'COLUMN';
-- done when: select case when exists (select * from sys.columns where object_id = object_id(N't') and name = N'x' collate Latin1_General_100_BIN2) and not exists (select * from sys.columns where object_id = object_id(N't') and name = N'x__new' collate Latin1_General_100_BIN2) then 1 else 0 end
