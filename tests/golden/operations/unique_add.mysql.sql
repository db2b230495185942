-- upgrade
-- 1. alter table t add constraint uq_t_ab; outside transactions
-- exclusive metadata lock on t for a moment; reads t
alter table t add constraint uq_t_ab unique (a, b);
-- done when: select count(*) from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and CONSTRAINT_NAME = 'uq_t_ab' and length(CONSTRAINT_NAME) = 7 and CONSTRAINT_TYPE = 'UNIQUE'

-- downgrade
-- 1. alter table t drop constraint uq_t_ab; outside transactions
-- exclusive metadata lock on t for a moment; reads t
alter table t drop index uq_t_ab;
-- done when: select count(*) = 0 from information_schema.STATISTICS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and INDEX_NAME = 'uq_t_ab' and length(INDEX_NAME) = 7
