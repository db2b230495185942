-- upgrade
-- 1. rename table c to child; outside transactions
-- exclusive metadata lock on c for a moment
rename table c to child;
-- done when: select coalesce(max(TABLE_NAME = 'child') = 1 and max(TABLE_NAME = 'c') = 0, 0) from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME in ('c', 'child')

-- downgrade
-- 1. rename table child to c; outside transactions
-- exclusive metadata lock on child for a moment
rename table child to c;
-- done when: select coalesce(max(TABLE_NAME = 'c') = 1 and max(TABLE_NAME = 'child') = 0, 0) from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME in ('child', 'c')
