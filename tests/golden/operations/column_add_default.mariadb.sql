-- upgrade
-- 1. alter table t add column n; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column n int not null default 5;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'n' and length(COLUMN_NAME) = 1

-- downgrade
-- 1. alter table t drop column n; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column n;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'n' and length(COLUMN_NAME) = 1), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
