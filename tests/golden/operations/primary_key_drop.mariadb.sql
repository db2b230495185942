-- upgrade
-- 1. alter table t drop constraint pk_t; outside transactions
-- no writes to t; copies t
alter table t drop primary key;
-- done when: select count(*) = 0 from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and CONSTRAINT_TYPE = 'PRIMARY KEY'

-- downgrade
-- 1. alter table t add constraint pk_t; outside transactions
-- exclusive metadata lock on t for a moment; reads t
alter table t add constraint pk_t primary key (id);
-- done when: select count(*) from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and CONSTRAINT_TYPE = 'PRIMARY KEY'
