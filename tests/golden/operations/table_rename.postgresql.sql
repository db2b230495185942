-- upgrade
-- 1. rename table c to child; in transaction 1
-- access exclusive on c
alter table c rename to child;
-- done when: select (to_regclass('c') is null and to_regclass('child') is not null)::integer

-- downgrade
-- 1. rename table child to c; in transaction 1
-- access exclusive on child
alter table child rename to c;
-- done when: select (to_regclass('child') is null and to_regclass('c') is not null)::integer
