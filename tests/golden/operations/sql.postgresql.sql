-- upgrade
-- 1. sql; in transaction 1
update t set a = 9 where id = 1;

-- downgrade
-- 1. sql; in transaction 1
update t set a = 7 where id = 1;
