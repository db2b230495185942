-- upgrade
-- 1. sql; outside transactions
vacuum t;

-- downgrade
-- 1. sql; in transaction 1
analyze t;
