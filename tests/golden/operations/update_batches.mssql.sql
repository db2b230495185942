-- upgrade
-- 1. update t; batch by batch
-- rows of t; scans t; the whole table from about 5000 rows on
-- the key that ends the first 1 rows
select id from t order by id offset 0 rows fetch next 1 rows only;
-- and the next ones
select id from t where id > cast(@p1 as int) order by id offset 0 rows fetch next 1 rows only;
-- from the beginning; between two keys; from one key on; all rows
update t set a = a + 1 where id <= cast(@p1 as int);
update t set a = a + 1 where id > cast(@p1 as int) and id <= cast(@p2 as int);
update t set a = a + 1 where id > cast(@p1 as int);
update t set a = a + 1;

-- downgrade
-- 1. update t; batch by batch
-- rows of t; scans t; the whole table from about 5000 rows on
-- the key that ends the first 1 rows
select id from t order by id offset 0 rows fetch next 1 rows only;
-- and the next ones
select id from t where id > cast(@p1 as int) order by id offset 0 rows fetch next 1 rows only;
-- from the beginning; between two keys; from one key on; all rows
update t set a = a - 1 where id <= cast(@p1 as int);
update t set a = a - 1 where id > cast(@p1 as int) and id <= cast(@p2 as int);
update t set a = a - 1 where id > cast(@p1 as int);
update t set a = a - 1;
