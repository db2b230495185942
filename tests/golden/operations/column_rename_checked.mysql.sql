-- upgrade
-- 1. alter table t rename column a to b; outside transactions
-- no writes to t; copies t
alter table t rename column a to b, drop check ck, add constraint ck check (b <> 'z' or id > 3);
-- done when: select coalesce(max(COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1) = 1 and max(COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1) = 0, 0) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and (COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1 or COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1)

-- downgrade
-- 1. alter table t rename column b to a; outside transactions
-- no writes to t; copies t
alter table t rename column b to a, drop check ck, add constraint ck check (a <> 'z' or id > 3);
-- done when: select coalesce(max(COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1) = 1 and max(COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1) = 0, 0) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and (COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1 or COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1)
