-- upgrade
-- 1. alter table t add column note; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column note longtext, algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'note' and length(COLUMN_NAME) = 4
-- 2. alter table t alter column note set default; outside transactions
-- exclusive metadata lock on t for a moment
alter table t modify column note longtext default ('none'), algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'note' and length(COLUMN_NAME) = 4 and (coalesce(COLUMN_DEFAULT, 'NULL') <> 'NULL' or EXTRA like '%DEFAULT_GENERATED%')
-- 3. fill t.note; batch by batch
-- rows of t; scans t
-- the key that ends the first 1000 rows
select id from t where note is null order by id limit 1 offset 999;
-- and the next ones
select id from t where note is null and id > cast(@p1 as signed) order by id limit 1 offset 999;
-- from the beginning; between two keys; from one key on; all rows
update t set note = 'none' where note is null and id <= cast(@p1 as signed);
update t set note = 'none' where note is null and id > cast(@p1 as signed) and id <= cast(@p2 as signed);
update t set note = 'none' where note is null and id > cast(@p1 as signed);
update t set note = 'none' where note is null;
-- 4. alter table t alter column note set not null; outside transactions
-- exclusive metadata lock on t for a moment; reads t
alter table t modify column note longtext not null default ('none'), algorithm = inplace, lock = none;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'note' and length(COLUMN_NAME) = 4 and IS_NULLABLE = 'NO'
-- 5. alter table t add column more; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column more json, algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'more' and length(COLUMN_NAME) = 4
-- 6. alter table t alter column more set default; outside transactions
-- exclusive metadata lock on t for a moment
alter table t modify column more json default ('{}'), algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'more' and length(COLUMN_NAME) = 4 and (coalesce(COLUMN_DEFAULT, 'NULL') <> 'NULL' or EXTRA like '%DEFAULT_GENERATED%')
-- 7. fill t.more; batch by batch
-- rows of t; scans t
-- the key that ends the first 1000 rows
select id from t where more is null order by id limit 1 offset 999;
-- and the next ones
select id from t where more is null and id > cast(@p1 as signed) order by id limit 1 offset 999;
-- from the beginning; between two keys; from one key on; all rows
update t set more = '{}' where more is null and id <= cast(@p1 as signed);
update t set more = '{}' where more is null and id > cast(@p1 as signed) and id <= cast(@p2 as signed);
update t set more = '{}' where more is null and id > cast(@p1 as signed);
update t set more = '{}' where more is null;

-- downgrade
-- 1. alter table t drop column more; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column more, algorithm = instant;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'more' and length(COLUMN_NAME) = 4), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
-- 2. alter table t drop column note; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column note, algorithm = instant;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'note' and length(COLUMN_NAME) = 4), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
