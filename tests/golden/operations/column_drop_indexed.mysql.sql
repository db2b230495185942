-- upgrade
-- 1. alter table t drop constraint ck_t_a; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop check ck_t_a;
-- done when: select count(*) = 0 from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and CONSTRAINT_NAME = 'ck_t_a' and length(CONSTRAINT_NAME) = 6 and CONSTRAINT_TYPE = 'CHECK'
-- 2. drop index ix_t_a; outside transactions
-- exclusive metadata lock on t for a moment
drop index ix_t_a on t;
-- done when: select count(*) = 0 from information_schema.STATISTICS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and INDEX_NAME = 'ix_t_a' and length(INDEX_NAME) = 6
-- 3. alter table t drop column a; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column a;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'

-- downgrade
-- 1. alter table t add column a; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column a int;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'a' and length(COLUMN_NAME) = 1
-- 2. create index ix_t_a; outside transactions
-- exclusive metadata lock on t for a moment; reads t
create index ix_t_a on t (a);
-- done when: select count(*) > 0 from information_schema.STATISTICS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and INDEX_NAME = 'ix_t_a' and length(INDEX_NAME) = 6
-- 3. alter table t add constraint ck_t_a; outside transactions
-- no writes to t; copies t
alter table t add constraint ck_t_a check (a > 0);
-- done when: select count(*) from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and CONSTRAINT_NAME = 'ck_t_a' and length(CONSTRAINT_NAME) = 6 and CONSTRAINT_TYPE = 'CHECK'
