-- upgrade
-- 1. alter table t rename column b to select; outside transactions
-- no writes to t; copies t
alter table t rename column b to `select`, drop constraint ck_t_b, add constraint ck_t_b check (`select` <> '');
-- done when: select coalesce(max(COLUMN_NAME = 'select') = 1 and max(COLUMN_NAME = 'b') = 0, 0) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME in ('b', 'select')

-- downgrade
-- 1. alter table t rename column select to b; outside transactions
-- no writes to t; copies t
alter table t rename column `select` to b, drop constraint ck_t_b, add constraint ck_t_b check (b <> '');
-- done when: select coalesce(max(COLUMN_NAME = 'b') = 1 and max(COLUMN_NAME = 'select') = 0, 0) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME in ('select', 'b')
