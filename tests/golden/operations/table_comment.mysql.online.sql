-- upgrade
-- 1. comment on table t; outside transactions
-- exclusive metadata lock on t for a moment
alter table t comment = 'it''s a table', algorithm = inplace, lock = none;
-- done when: select count(*) from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = 't' and convert(TABLE_COMMENT using utf8mb4) collate utf8mb4_0900_bin = 'it''s a table'

-- downgrade
-- 1. comment on table t; outside transactions
-- exclusive metadata lock on t for a moment
alter table t comment = '', algorithm = inplace, lock = none;
-- done when: select count(*) from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = 't' and convert(TABLE_COMMENT using utf8mb4) collate utf8mb4_0900_bin = ''
