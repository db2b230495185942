-- upgrade
-- 1. alter table t drop constraint uq_t_a; outside transactions
-- exclusive metadata lock on t for a moment; reads t
alter table t drop index uq_t_a, algorithm = inplace, lock = none;
-- done when: select count(*) = 0 from information_schema.STATISTICS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and INDEX_NAME = 'uq_t_a' and length(INDEX_NAME) = 6

-- downgrade
-- 1. alter table t add constraint uq_t_a; outside transactions
-- exclusive metadata lock on t for a moment; reads t
alter table t add constraint uq_t_a unique (a), algorithm = inplace, lock = none;
-- done when: select count(*) from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and CONSTRAINT_NAME = 'uq_t_a' and length(CONSTRAINT_NAME) = 6 and CONSTRAINT_TYPE = 'UNIQUE'
