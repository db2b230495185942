-- upgrade
-- 1. alter table t add column twice; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column twice int generated always as (a * 2) virtual;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'twice' and length(COLUMN_NAME) = 5

-- downgrade
-- 1. alter table t drop column twice; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column twice;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'twice' and length(COLUMN_NAME) = 5), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
