-- upgrade
-- 1. call fill; in transaction 1
-- the function fill() of the program

-- downgrade
-- 1. call empty; in transaction 1
-- the function empty() of the program
