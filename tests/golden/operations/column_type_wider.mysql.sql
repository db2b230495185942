-- upgrade
-- 1. alter table t alter column b type varchar(200); outside transactions
-- no writes to t; copies t
alter table t modify column b varchar(200) not null default 'x';
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1 and COLUMN_TYPE = 'varchar(200)'

-- downgrade
-- 1. alter table t alter column b type varchar(20); outside transactions
-- no writes to t; copies t
alter table t modify column b varchar(20) not null default 'x';
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1 and COLUMN_TYPE = 'varchar(20)'
