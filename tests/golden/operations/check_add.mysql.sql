-- upgrade
-- 1. alter table t add constraint ck_t_a; outside transactions
-- no writes to t; copies t
alter table t add constraint ck_t_a check (a between 1 and 100 or b like 'x%');
-- done when: select count(*) from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and CONSTRAINT_NAME = 'ck_t_a' and length(CONSTRAINT_NAME) = 6 and CONSTRAINT_TYPE = 'CHECK'

-- downgrade
-- 1. alter table t drop constraint ck_t_a; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop check ck_t_a;
-- done when: select count(*) = 0 from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and CONSTRAINT_NAME = 'ck_t_a' and length(CONSTRAINT_NAME) = 6 and CONSTRAINT_TYPE = 'CHECK'
