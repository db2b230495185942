-- upgrade
-- 1. alter table t alter column old type char(10); outside transactions
-- no writes to t; copies t
alter table t modify column old char(10);
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'old' and length(COLUMN_NAME) = 3 and COLUMN_TYPE = 'char(10)'
-- 2. alter table t alter column m type varchar(4); outside transactions
-- no writes to t; copies t
alter table t modify column m varchar(4) not null default 'so';
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'm' and length(COLUMN_NAME) = 1 and COLUMN_TYPE = 'varchar(4)'

-- downgrade
-- 1. alter table t alter column m type; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column m__new enum('sad','so','glad') after m;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'm__new' and length(COLUMN_NAME) = 6
-- 2. convert t.m; in transaction 2
-- rows of t; scans t
update t set m__new = case when m is null then null when m = 'sad' then 'sad' when m = 'so' then 'so' when m = 'glad' then 'glad' else '' end;
-- 3. alter table t alter column m type; outside transactions
-- no writes to t; copies t
alter table t drop column m, change column m__new m enum('sad','so','glad') not null default 'so';
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'm__new' and length(COLUMN_NAME) = 6), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
-- 4. alter table t alter column old type; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column old__new enum('sad','so','glad') after old;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'old__new' and length(COLUMN_NAME) = 8
-- 5. convert t.old; in transaction 5
-- rows of t; scans t
update t set old__new = case when old is null then null when old = 'sad' then 'sad' when old = 'so' then 'so' when old = 'glad' then 'glad' else '' end;
-- 6. alter table t alter column old type; outside transactions
-- no writes to t; copies t
alter table t drop column old, change column old__new old enum('sad','so','glad');
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'old__new' and length(COLUMN_NAME) = 8), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
