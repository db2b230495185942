-- upgrade
-- 1. alter table t alter column a type bigint; outside transactions
-- no writes to t; copies t
alter table t modify column a bigint;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1 and DATA_TYPE = 'bigint'

-- downgrade
-- 1. alter table t alter column a type int; outside transactions
-- no writes to t; copies t
alter table t modify column a int;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1 and DATA_TYPE = 'int'
