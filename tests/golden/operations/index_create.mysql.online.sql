-- upgrade
-- 1. create index ix_t_ab; outside transactions
-- exclusive metadata lock on t for a moment; reads t
create index ix_t_ab on t (a desc, b) algorithm = inplace lock = none;
-- done when: select count(*) > 0 from information_schema.STATISTICS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and INDEX_NAME = 'ix_t_ab' and length(INDEX_NAME) = 7

-- downgrade
-- 1. drop index ix_t_ab; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop index ix_t_ab, algorithm = inplace, lock = none;
-- done when: select count(*) = 0 from information_schema.STATISTICS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and INDEX_NAME = 'ix_t_ab' and length(INDEX_NAME) = 7
