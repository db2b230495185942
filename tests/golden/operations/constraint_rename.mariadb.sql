-- upgrade
-- 1. alter table t rename constraint ck_t_a to ck_t_positive; outside transactions
-- no writes to t; copies t
alter table t drop constraint ck_t_a, add constraint ck_t_positive check (a > 0);
-- done when: select coalesce(max(CONSTRAINT_NAME = 'ck_t_positive') = 1 and max(CONSTRAINT_NAME = 'ck_t_a') = 0, 0) from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and CONSTRAINT_NAME in ('ck_t_a', 'ck_t_positive')

-- downgrade
-- 1. alter table t rename constraint ck_t_positive to ck_t_a; outside transactions
-- no writes to t; copies t
alter table t drop constraint ck_t_positive, add constraint ck_t_a check (a > 0);
-- done when: select coalesce(max(CONSTRAINT_NAME = 'ck_t_a') = 1 and max(CONSTRAINT_NAME = 'ck_t_positive') = 0, 0) from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and CONSTRAINT_NAME in ('ck_t_positive', 'ck_t_a')
