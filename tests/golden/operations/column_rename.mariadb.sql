-- upgrade
-- 1. alter table t rename column b to select; outside transactions
-- exclusive metadata lock on t for a moment
alter table t rename column b to `select`;
-- done when: select coalesce(max(COLUMN_NAME = 'select') = 1 and max(COLUMN_NAME = 'b') = 0, 0) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME in ('b', 'select')

-- downgrade
-- 1. alter table t rename column select to b; outside transactions
-- exclusive metadata lock on t for a moment
alter table t rename column `select` to b;
-- done when: select coalesce(max(COLUMN_NAME = 'b') = 1 and max(COLUMN_NAME = 'select') = 0, 0) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME in ('select', 'b')
