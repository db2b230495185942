-- upgrade
-- 1. alter table t alter column b drop default; outside transactions
-- exclusive metadata lock on t for a moment
alter table t modify column b varchar(20) not null;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1 and coalesce(COLUMN_DEFAULT, 'NULL') = 'NULL' and EXTRA not like '%DEFAULT_GENERATED%'

-- downgrade
-- 1. alter table t alter column b set default; outside transactions
-- exclusive metadata lock on t for a moment
alter table t alter column b set default 'x';
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1 and (coalesce(COLUMN_DEFAULT, 'NULL') <> 'NULL' or EXTRA like '%DEFAULT_GENERATED%')
