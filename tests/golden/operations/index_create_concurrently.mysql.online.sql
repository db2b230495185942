-- upgrade
-- 1. create index ix_t_a; outside transactions
-- exclusive metadata lock on t for a moment; reads t
create index ix_t_a on t (a) algorithm = inplace lock = none;
-- done when: select count(*) > 0 from information_schema.STATISTICS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and INDEX_NAME = 'ix_t_a' and length(INDEX_NAME) = 6

-- downgrade
-- 1. drop index ix_t_a; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop index ix_t_a, algorithm = inplace, lock = none;
-- done when: select count(*) = 0 from information_schema.STATISTICS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and INDEX_NAME = 'ix_t_a' and length(INDEX_NAME) = 6
