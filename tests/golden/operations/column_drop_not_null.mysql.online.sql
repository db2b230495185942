-- upgrade
-- 1. alter table t alter column b drop not null; outside transactions
-- exclusive metadata lock on t for a moment; reads t
alter table t modify column b varchar(20) default 'x', algorithm = inplace, lock = none;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1 and IS_NULLABLE = 'YES'

-- downgrade
-- 1. alter table t alter column b set not null; outside transactions
-- exclusive metadata lock on t for a moment; reads t
alter table t modify column b varchar(20) not null default 'x', algorithm = inplace, lock = none;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1 and IS_NULLABLE = 'NO'
