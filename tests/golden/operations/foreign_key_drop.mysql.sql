-- upgrade
-- 1. alter table c drop constraint fk_c_p; outside transactions
-- exclusive metadata lock on c for a moment
alter table c drop foreign key fk_c_p, drop index fk_c_p;
-- done when: select count(*) = 0 from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 'c' and CONSTRAINT_NAME = 'fk_c_p' and length(CONSTRAINT_NAME) = 6 and CONSTRAINT_TYPE = 'FOREIGN KEY'

-- downgrade
-- 1. alter table c add constraint fk_c_p; outside transactions
-- no writes to c; copies c; reads p
alter table c add constraint fk_c_p foreign key (p_id) references p (id) on update cascade, add index fk_c_p (p_id);
-- done when: select count(*) from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 'c' and CONSTRAINT_NAME = 'fk_c_p' and length(CONSTRAINT_NAME) = 6 and CONSTRAINT_TYPE = 'FOREIGN KEY'
