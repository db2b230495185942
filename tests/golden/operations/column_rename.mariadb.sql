-- upgrade
-- 1. alter table t rename column b to select; outside transactions
-- no writes to t; copies t
alter table t rename column b to `select`, drop constraint ck_t_b, add constraint ck_t_b check (`select` <> '');
-- done when: select coalesce(max(COLUMN_NAME = 'select' and length(COLUMN_NAME) = 6) = 1 and max(COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1) = 0, 0) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and (COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1 or COLUMN_NAME = 'select' and length(COLUMN_NAME) = 6)

-- downgrade
-- 1. alter table t rename column select to b; outside transactions
-- no writes to t; copies t
alter table t rename column `select` to b, drop constraint ck_t_b, add constraint ck_t_b check (b <> '');
-- done when: select coalesce(max(COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1) = 1 and max(COLUMN_NAME = 'select' and length(COLUMN_NAME) = 6) = 0, 0) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and (COLUMN_NAME = 'select' and length(COLUMN_NAME) = 6 or COLUMN_NAME = 'b' and length(COLUMN_NAME) = 1)
