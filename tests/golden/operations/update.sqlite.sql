-- upgrade
-- 1. update t; in transaction 1
-- write lock on the database file; reads all rows of t unless an index finds them
update t set a = a + 1, b = upper(b) where a is not null;

-- downgrade
-- 1. update t; in transaction 1
-- write lock on the database file; reads all rows of t unless an index finds them
update t set a = a - 1, b = lower(b) where a is not null;
