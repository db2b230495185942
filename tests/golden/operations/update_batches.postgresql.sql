-- upgrade
-- 1. update t; batch by batch
-- row exclusive on t; scans t
-- the key that ends the first 1 rows
select id from t order by id limit 1 offset 0;
-- and the next ones
select id from t where id > $1::integer order by id limit 1 offset 0;
-- from the beginning; between two keys; from one key on; all rows
update t set a = a + 1 where id <= $1::integer;
update t set a = a + 1 where id > $1::integer and id <= $2::integer;
update t set a = a + 1 where id > $1::integer;
update t set a = a + 1;

-- downgrade
-- 1. update t; batch by batch
-- row exclusive on t; scans t
-- the key that ends the first 1 rows
select id from t order by id limit 1 offset 0;
-- and the next ones
select id from t where id > $1::integer order by id limit 1 offset 0;
-- from the beginning; between two keys; from one key on; all rows
update t set a = a - 1 where id <= $1::integer;
update t set a = a - 1 where id > $1::integer and id <= $2::integer;
update t set a = a - 1 where id > $1::integer;
update t set a = a - 1;
