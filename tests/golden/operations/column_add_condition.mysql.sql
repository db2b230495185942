-- upgrade
-- 1. alter table t add column yes; outside transactions
-- no writes to t; copies t
alter table t add column yes boolean not null default (not (1 = 2));
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'yes' and length(COLUMN_NAME) = 3
-- 2. alter table t add column no; outside transactions
-- no writes to t; copies t
alter table t add column no boolean default (1 in (2, 3) or 'a' like 'b%');
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'no' and length(COLUMN_NAME) = 2

-- downgrade
-- 1. alter table t drop column no; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column no;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'no' and length(COLUMN_NAME) = 2), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
-- 2. alter table t drop column yes; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column yes;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'yes' and length(COLUMN_NAME) = 3), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
