-- upgrade
-- 1. update t; batch by batch
-- write lock on the database file for a piece of 1 rows of t at a time
-- the key that ends the first 1 rows
select id from t order by id limit 1 offset 0;
-- and the next ones
select id from t where id > cast(?1 as integer) order by id limit 1 offset 0;
-- from the beginning; between two keys; from one key on; all rows
update t set a = a + 1 where id <= cast(?1 as integer);
update t set a = a + 1 where id > cast(?1 as integer) and id <= cast(?2 as integer);
update t set a = a + 1 where id > cast(?1 as integer);
update t set a = a + 1;

-- downgrade
-- 1. update t; batch by batch
-- write lock on the database file for a piece of 1 rows of t at a time
-- the key that ends the first 1 rows
select id from t order by id limit 1 offset 0;
-- and the next ones
select id from t where id > cast(?1 as integer) order by id limit 1 offset 0;
-- from the beginning; between two keys; from one key on; all rows
update t set a = a - 1 where id <= cast(?1 as integer);
update t set a = a - 1 where id > cast(?1 as integer) and id <= cast(?2 as integer);
update t set a = a - 1 where id > cast(?1 as integer);
update t set a = a - 1;
