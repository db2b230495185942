-- upgrade
-- 1. alter table t alter column m type enum('sad','so','glad','so-so'); outside transactions
-- exclusive metadata lock on t for a moment
alter table t modify column m enum('sad','so','glad','so-so') not null default 'so';
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'm' and length(COLUMN_NAME) = 1 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''sad'',''so'',''glad'',''so-so'')'
-- 2. update t; in transaction 2
-- rows of t; scans t
update t set m = 'so-so' where m = 'so';
-- 3. alter table t alter column m type enum('sad','so-so','glad'); outside transactions
-- no writes to t; copies t
alter table t modify column m enum('sad','so-so','glad') not null default 'so-so';
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'm' and length(COLUMN_NAME) = 1 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''sad'',''so-so'',''glad'')'
-- 4. alter table t alter column old type enum('sad','so','glad','so-so'); outside transactions
-- exclusive metadata lock on t for a moment
alter table t modify column old enum('sad','so','glad','so-so');
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'old' and length(COLUMN_NAME) = 3 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''sad'',''so'',''glad'',''so-so'')'
-- 5. update t; in transaction 4
-- rows of t; scans t
update t set old = 'so-so' where old = 'so';
-- 6. alter table t alter column old type enum('sad','so-so','glad'); outside transactions
-- no writes to t; copies t
alter table t modify column old enum('sad','so-so','glad');
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'old' and length(COLUMN_NAME) = 3 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''sad'',''so-so'',''glad'')'

-- downgrade
-- 1. alter table t alter column m type enum('sad','so-so','glad','so'); outside transactions
-- exclusive metadata lock on t for a moment
alter table t modify column m enum('sad','so-so','glad','so') not null default 'so-so';
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'm' and length(COLUMN_NAME) = 1 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''sad'',''so-so'',''glad'',''so'')'
-- 2. update t; in transaction 2
-- rows of t; scans t
update t set m = 'so' where m = 'so-so';
-- 3. alter table t alter column m type enum('sad','so','glad'); outside transactions
-- no writes to t; copies t
alter table t modify column m enum('sad','so','glad') not null default 'so';
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'm' and length(COLUMN_NAME) = 1 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''sad'',''so'',''glad'')'
-- 4. alter table t alter column old type enum('sad','so-so','glad','so'); outside transactions
-- exclusive metadata lock on t for a moment
alter table t modify column old enum('sad','so-so','glad','so');
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'old' and length(COLUMN_NAME) = 3 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''sad'',''so-so'',''glad'',''so'')'
-- 5. update t; in transaction 4
-- rows of t; scans t
update t set old = 'so' where old = 'so-so';
-- 6. alter table t alter column old type enum('sad','so','glad'); outside transactions
-- no writes to t; copies t
alter table t modify column old enum('sad','so','glad');
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'old' and length(COLUMN_NAME) = 3 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''sad'',''so'',''glad'')'
