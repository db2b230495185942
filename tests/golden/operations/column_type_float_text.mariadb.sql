-- upgrade
-- 1. alter table t alter column x type; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column x__new longtext after x;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'x__new' and length(COLUMN_NAME) = 6
-- 2. convert t.x; in transaction 2
-- rows of t; scans t
update t set x__new = case when cast(cast(x as char) collate utf8mb4_nopad_bin as float) <> x then cast(x + 0e0 as char) collate utf8mb4_nopad_bin else cast(x as char) collate utf8mb4_nopad_bin end;
-- 3. alter table t alter column x type; outside transactions
-- no writes to t; copies t
alter table t drop column x, change column x__new x longtext;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'x__new' and length(COLUMN_NAME) = 6), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
-- 4. alter table t alter column y type longtext; outside transactions
-- no writes to t; copies t
alter table t modify column y longtext;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'y' and length(COLUMN_NAME) = 1 and DATA_TYPE = 'longtext'

-- downgrade
-- 1. alter table t alter column y type double; outside transactions
-- no writes to t; copies t
alter table t modify column y double;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'y' and length(COLUMN_NAME) = 1 and DATA_TYPE = 'double'
-- 2. alter table t alter column x type float; outside transactions
-- no writes to t; copies t
alter table t modify column x float;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'x' and length(COLUMN_NAME) = 1 and DATA_TYPE = 'float'
