-- upgrade
-- 1. drop sequence numbers; outside transactions
drop sequence numbers;
-- done when: select count(*) = 0 from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = 'numbers'

-- downgrade
-- 1. create sequence numbers; outside transactions
create sequence numbers start with 100 increment by 1;
-- done when: select count(*) from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = 'numbers' and TABLE_TYPE = 'SEQUENCE'
