-- upgrade
-- 1. alter table t rename constraint ck_t_a to ck_t_positive; outside transactions
-- no writes to t; copies t
alter table t drop check ck_t_a, add constraint ck_t_positive check (a > 0);
-- done when: select coalesce(max(CONSTRAINT_NAME = 'ck_t_positive' and length(CONSTRAINT_NAME) = 13) = 1 and max(CONSTRAINT_NAME = 'ck_t_a' and length(CONSTRAINT_NAME) = 6) = 0, 0) from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and (CONSTRAINT_NAME = 'ck_t_a' and length(CONSTRAINT_NAME) = 6 or CONSTRAINT_NAME = 'ck_t_positive' and length(CONSTRAINT_NAME) = 13)

-- downgrade
-- 1. alter table t rename constraint ck_t_positive to ck_t_a; outside transactions
-- no writes to t; copies t
alter table t drop check ck_t_positive, add constraint ck_t_a check (a > 0);
-- done when: select coalesce(max(CONSTRAINT_NAME = 'ck_t_a' and length(CONSTRAINT_NAME) = 6) = 1 and max(CONSTRAINT_NAME = 'ck_t_positive' and length(CONSTRAINT_NAME) = 13) = 0, 0) from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and (CONSTRAINT_NAME = 'ck_t_positive' and length(CONSTRAINT_NAME) = 13 or CONSTRAINT_NAME = 'ck_t_a' and length(CONSTRAINT_NAME) = 6)
