-- upgrade
-- 1. alter table t alter column m type enum('sad','so','better','glad'); outside transactions
-- no writes to t; copies t
alter table t modify column m enum('sad','so','better','glad') not null default 'so';
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'm' and length(COLUMN_NAME) = 1 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''sad'',''so'',''better'',''glad'')'
-- 2. alter table t alter column old type enum('sad','so','better','glad'); outside transactions
-- no writes to t; copies t
alter table t modify column old enum('sad','so','better','glad');
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'old' and length(COLUMN_NAME) = 3 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''sad'',''so'',''better'',''glad'')'

-- downgrade
-- 1. alter table t alter column m type enum('sad','so','glad'); outside transactions
-- no writes to t; copies t
alter table t modify column m enum('sad','so','glad') not null default 'so';
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'm' and length(COLUMN_NAME) = 1 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''sad'',''so'',''glad'')'
-- 2. alter table t alter column old type enum('sad','so','glad'); outside transactions
-- no writes to t; copies t
alter table t modify column old enum('sad','so','glad');
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'old' and length(COLUMN_NAME) = 3 and convert(COLUMN_TYPE using utf8mb4) collate utf8mb4_nopad_bin = 'enum(''sad'',''so'',''glad'')'
