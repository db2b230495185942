-- upgrade
-- 1. alter table t alter column a comment; outside transactions
-- exclusive metadata lock on t for a moment
alter table t modify column a int comment 'it''s a \\ number', algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1 and convert(COLUMN_COMMENT using utf8mb4) collate utf8mb4_nopad_bin = 'it''s a \\ number'

-- downgrade
-- 1. alter table t alter column a comment; outside transactions
-- exclusive metadata lock on t for a moment
alter table t modify column a int, algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1 and convert(COLUMN_COMMENT using utf8mb4) collate utf8mb4_nopad_bin = ''
