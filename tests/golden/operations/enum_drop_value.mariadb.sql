-- upgrade
-- 1. update t; in transaction 1
-- rows of t; scans t
update t set m = 'so' where m = 'sad';
-- 2. alter table t alter column m type enum('so','glad'); outside transactions
-- no writes to t; copies t
alter table t modify column m enum('so','glad') not null default 'so';
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'm' and length(COLUMN_NAME) = 1 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''so'',''glad'')'
-- 3. update t; in transaction 3
-- rows of t; scans t
update t set old = 'so' where old = 'sad';
-- 4. alter table t alter column old type enum('so','glad'); outside transactions
-- no writes to t; copies t
alter table t modify column old enum('so','glad');
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'old' and length(COLUMN_NAME) = 3 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''so'',''glad'')'

-- downgrade
-- 1. alter table t alter column m type enum('sad','so','glad'); outside transactions
-- no writes to t; copies t
alter table t modify column m enum('sad','so','glad') not null default 'so';
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'm' and length(COLUMN_NAME) = 1 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''sad'',''so'',''glad'')'
-- 2. alter table t alter column old type enum('sad','so','glad'); outside transactions
-- no writes to t; copies t
alter table t modify column old enum('sad','so','glad');
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'old' and length(COLUMN_NAME) = 3 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''sad'',''so'',''glad'')'
