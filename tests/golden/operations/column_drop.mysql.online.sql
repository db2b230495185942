-- upgrade
-- 1. alter table t drop column a; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column a, algorithm = instant;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'

-- downgrade
-- 1. alter table t add column a; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column a int, algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1
