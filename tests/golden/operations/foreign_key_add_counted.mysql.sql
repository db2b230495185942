-- upgrade
-- 1. alter table t add constraint fk_t_p; outside transactions
-- no writes to t; copies t; reads p
alter table t add constraint fk_t_p foreign key (p_id) references p (id), add index fk_t_p (p_id);
-- done when: select count(*) from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and CONSTRAINT_NAME = 'fk_t_p' and length(CONSTRAINT_NAME) = 6 and CONSTRAINT_TYPE = 'FOREIGN KEY'

-- downgrade
-- 1. alter table t drop constraint fk_t_p; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop foreign key fk_t_p, drop index fk_t_p;
-- done when: select count(*) = 0 from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and CONSTRAINT_NAME = 'fk_t_p' and length(CONSTRAINT_NAME) = 6 and CONSTRAINT_TYPE = 'FOREIGN KEY'
