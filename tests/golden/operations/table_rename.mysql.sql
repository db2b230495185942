-- upgrade
-- 1. rename table c to child; outside transactions
-- exclusive metadata lock on c for a moment
rename table c to child;
-- done when: select coalesce(max(TABLE_NAME = 'child' and length(TABLE_NAME) = 5) = 1 and max(TABLE_NAME = 'c' and length(TABLE_NAME) = 1) = 0, 0) from information_schema.TABLES where TABLE_SCHEMA = database() and (TABLE_NAME = 'c' and length(TABLE_NAME) = 1 or TABLE_NAME = 'child' and length(TABLE_NAME) = 5)

-- downgrade
-- 1. rename table child to c; outside transactions
-- exclusive metadata lock on child for a moment
rename table child to c;
-- done when: select coalesce(max(TABLE_NAME = 'c' and length(TABLE_NAME) = 1) = 1 and max(TABLE_NAME = 'child' and length(TABLE_NAME) = 5) = 0, 0) from information_schema.TABLES where TABLE_SCHEMA = database() and (TABLE_NAME = 'child' and length(TABLE_NAME) = 5 or TABLE_NAME = 'c' and length(TABLE_NAME) = 1)
