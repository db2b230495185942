-- upgrade
-- 1. create index ix_t_lower; outside transactions
-- no writes to t; copies t
create index ix_t_lower on t ((lower(b)));
-- done when: select count(*) > 0 from information_schema.STATISTICS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and INDEX_NAME = 'ix_t_lower' and length(INDEX_NAME) = 10

-- downgrade
-- 1. drop index ix_t_lower; outside transactions
-- exclusive metadata lock on t for a moment
drop index ix_t_lower on t;
-- done when: select count(*) = 0 from information_schema.STATISTICS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and INDEX_NAME = 'ix_t_lower' and length(INDEX_NAME) = 10
