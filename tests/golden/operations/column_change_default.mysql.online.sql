-- upgrade
-- 1. alter table t alter column b set default; outside transactions
-- exclusive metadata lock on t for a moment
alter table t alter column b set default 'it''s', algorithm = instant;

-- downgrade
-- 1. alter table t alter column b set default; outside transactions
-- exclusive metadata lock on t for a moment
alter table t alter column b set default 'x', algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1 and convert(trim(both '''' from COLUMN_DEFAULT) using utf8mb4) collate utf8mb4_0900_bin = 'x'
