-- upgrade
-- 1. alter table t alter column a type; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column a__new longtext after a;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'a__new' and length(COLUMN_NAME) = 6
-- 2. convert t.a; in transaction 2
-- rows of t; scans t
update t set a__new = concat('no ', cast(a as char) collate utf8mb4_nopad_bin);
-- 3. alter table t alter column a type; outside transactions
-- no writes to t; copies t
alter table t drop column a, change column a__new a longtext;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'a__new' and length(COLUMN_NAME) = 6), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'

-- downgrade
-- 1. alter table t drop column a; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column a;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
-- 2. alter table t add column a; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column a int;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1
