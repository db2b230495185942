-- upgrade
-- 1. alter table t add column p_id; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column p_id int;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'p_id' and length(COLUMN_NAME) = 4
-- 2. alter table t add constraint fk_t_p_id_p; outside transactions
-- no writes to t; copies t; reads p
alter table t add constraint fk_t_p_id_p foreign key (p_id) references p (id) on delete set null, add index fk_t_p_id_p (p_id);
-- done when: select count(*) from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and CONSTRAINT_NAME = 'fk_t_p_id_p' and length(CONSTRAINT_NAME) = 11 and CONSTRAINT_TYPE = 'FOREIGN KEY'

-- downgrade
-- 1. alter table t drop constraint fk_t_p_id_p; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop foreign key fk_t_p_id_p, drop index fk_t_p_id_p;
-- done when: select count(*) = 0 from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and CONSTRAINT_NAME = 'fk_t_p_id_p' and length(CONSTRAINT_NAME) = 11 and CONSTRAINT_TYPE = 'FOREIGN KEY'
-- 2. alter table t drop column p_id; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column p_id;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'p_id' and length(COLUMN_NAME) = 4), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
