-- upgrade
-- 1. alter table t add column note; outside transactions
-- no writes to t; copies t
alter table t add column note longtext not null default ('none');
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'note' and length(COLUMN_NAME) = 4
-- 2. alter table t add column more; outside transactions
-- no writes to t; copies t
alter table t add column more json default ('{}');
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'more' and length(COLUMN_NAME) = 4

-- downgrade
-- 1. alter table t drop column more; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column more;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'more' and length(COLUMN_NAME) = 4), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
-- 2. alter table t drop column note; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column note;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'note' and length(COLUMN_NAME) = 4), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
