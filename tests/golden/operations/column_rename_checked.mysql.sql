-- upgrade
-- 1. alter table t rename column a to b; outside transactions
-- no writes to t; copies t
alter table t rename column a to b, drop check ck, add constraint ck check (b <> 'z' or id > 3);
-- done when: select coalesce(max(COLUMN_NAME = 'b') = 1 and max(COLUMN_NAME = 'a') = 0, 0) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME in ('a', 'b')

-- downgrade
-- 1. alter table t rename column b to a; outside transactions
-- no writes to t; copies t
alter table t rename column b to a, drop check ck, add constraint ck check (a <> 'z' or id > 3);
-- done when: select coalesce(max(COLUMN_NAME = 'a') = 1 and max(COLUMN_NAME = 'b') = 0, 0) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME in ('b', 'a')
