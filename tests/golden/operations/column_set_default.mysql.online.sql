-- upgrade
-- 1. alter table t alter column a set default; outside transactions
-- exclusive metadata lock on t for a moment
alter table t alter column a set default 42, algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1 and (coalesce(COLUMN_DEFAULT, 'NULL') <> 'NULL' or EXTRA like '%DEFAULT_GENERATED%')

-- downgrade
-- 1. alter table t alter column a drop default; outside transactions
-- exclusive metadata lock on t for a moment
alter table t modify column a int, algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1 and coalesce(COLUMN_DEFAULT, 'NULL') = 'NULL' and EXTRA not like '%DEFAULT_GENERATED%'
