-- upgrade
-- 1. create schema billing; outside transactions
create schema billing default character set utf8mb4 collate utf8mb4_0900_bin;
-- done when: select count(*) from information_schema.SCHEMATA where SCHEMA_NAME = 'billing'

-- downgrade
-- 1. drop schema billing; outside transactions
drop schema billing;
-- done when: select count(*) = 0 from information_schema.SCHEMATA where SCHEMA_NAME = 'billing'
