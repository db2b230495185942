-- upgrade
-- 1. alter table t add column made; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column made timestamp(6) not null default current_timestamp(6), algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'made' and length(COLUMN_NAME) = 4

-- downgrade
-- 1. alter table t drop column made; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column made, algorithm = instant;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'made' and length(COLUMN_NAME) = 4), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
