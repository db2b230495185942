-- upgrade
-- 1. rename index ix_t_a to ix_t_other; outside transactions
-- exclusive metadata lock on t for a moment
alter table t rename index ix_t_a to ix_t_other;
-- done when: select coalesce(max(INDEX_NAME = 'ix_t_other' and length(INDEX_NAME) = 10) = 1 and max(INDEX_NAME = 'ix_t_a' and length(INDEX_NAME) = 6) = 0, 0) from information_schema.STATISTICS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and (INDEX_NAME = 'ix_t_a' and length(INDEX_NAME) = 6 or INDEX_NAME = 'ix_t_other' and length(INDEX_NAME) = 10)

-- downgrade
-- 1. rename index ix_t_other to ix_t_a; outside transactions
-- exclusive metadata lock on t for a moment
alter table t rename index ix_t_other to ix_t_a;
-- done when: select coalesce(max(INDEX_NAME = 'ix_t_a' and length(INDEX_NAME) = 6) = 1 and max(INDEX_NAME = 'ix_t_other' and length(INDEX_NAME) = 10) = 0, 0) from information_schema.STATISTICS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and (INDEX_NAME = 'ix_t_other' and length(INDEX_NAME) = 10 or INDEX_NAME = 'ix_t_a' and length(INDEX_NAME) = 6)
