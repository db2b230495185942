-- upgrade
-- 1. alter table t alter column b type varchar(10); outside transactions
-- no writes to t; copies t
alter table t modify column b varchar(10) not null default 'x';
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1 and COLUMN_TYPE = 'varchar(10)'

-- downgrade
-- 1. alter table t alter column b type varchar(20); outside transactions
-- exclusive metadata lock on t for a moment
alter table t modify column b varchar(20) not null default 'x';
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1 and COLUMN_TYPE = 'varchar(20)'
