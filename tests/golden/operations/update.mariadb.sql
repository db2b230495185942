-- upgrade
-- 1. update t; in transaction 1
-- rows of t; scans t
update t set a = a + 1, b = upper(b) where a is not null;

-- downgrade
-- 1. update t; in transaction 1
-- rows of t; scans t
update t set a = a - 1, b = lower(b) where a is not null;
