-- upgrade
-- 1. alter table t alter column a set not null; outside transactions
-- exclusive metadata lock on t for a moment; reads t
alter table t modify column a int not null, algorithm = inplace, lock = none;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1 and IS_NULLABLE = 'NO'

-- downgrade
-- 1. alter table t alter column a drop not null; outside transactions
-- exclusive metadata lock on t for a moment; reads t
alter table t modify column a int, algorithm = inplace, lock = none;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1 and IS_NULLABLE = 'YES'
