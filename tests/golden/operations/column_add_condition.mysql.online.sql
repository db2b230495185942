-- upgrade
-- 1. alter table t add column yes; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column yes boolean, algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'yes' and length(COLUMN_NAME) = 3
-- 2. alter table t alter column yes set default; outside transactions
-- exclusive metadata lock on t for a moment
alter table t alter column yes set default (not (1 = 2)), algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'yes' and length(COLUMN_NAME) = 3 and (coalesce(COLUMN_DEFAULT, 'NULL') <> 'NULL' or EXTRA like '%DEFAULT_GENERATED%')
-- 3. fill t.yes; batch by batch
-- rows of t; scans t
-- the key that ends the first 1000 rows
select id from t where yes is null order by id limit 1 offset 999;
-- and the next ones
select id from t where yes is null and id > cast(@p1 as signed) order by id limit 1 offset 999;
-- from the beginning; between two keys; from one key on; all rows
update t set yes = not (1 = 2) where yes is null and id <= cast(@p1 as signed);
update t set yes = not (1 = 2) where yes is null and id > cast(@p1 as signed) and id <= cast(@p2 as signed);
update t set yes = not (1 = 2) where yes is null and id > cast(@p1 as signed);
update t set yes = not (1 = 2) where yes is null;
-- 4. alter table t alter column yes set not null; outside transactions
-- exclusive metadata lock on t for a moment; reads t
alter table t modify column yes boolean not null default (not (1 = 2)), algorithm = inplace, lock = none;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'yes' and length(COLUMN_NAME) = 3 and IS_NULLABLE = 'NO'
-- 5. alter table t add column no; outside transactions
-- exclusive metadata lock on t for a moment
alter table t add column no boolean, algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'no' and length(COLUMN_NAME) = 2
-- 6. alter table t alter column no set default; outside transactions
-- exclusive metadata lock on t for a moment
alter table t alter column no set default (1 in (2, 3) or 'a' like 'b%'), algorithm = instant;
-- done when: select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't' and COLUMN_NAME = 'no' and length(COLUMN_NAME) = 2 and (coalesce(COLUMN_DEFAULT, 'NULL') <> 'NULL' or EXTRA like '%DEFAULT_GENERATED%')
-- 7. fill t.no; batch by batch
-- rows of t; scans t
-- the key that ends the first 1000 rows
select id from t where no is null order by id limit 1 offset 999;
-- and the next ones
select id from t where no is null and id > cast(@p1 as signed) order by id limit 1 offset 999;
-- from the beginning; between two keys; from one key on; all rows
update t set no = 1 in (2, 3) or 'a' like 'b%' where no is null and id <= cast(@p1 as signed);
update t set no = 1 in (2, 3) or 'a' like 'b%' where no is null and id > cast(@p1 as signed) and id <= cast(@p2 as signed);
update t set no = 1 in (2, 3) or 'a' like 'b%' where no is null and id > cast(@p1 as signed);
update t set no = 1 in (2, 3) or 'a' like 'b%' where no is null;

-- downgrade
-- 1. alter table t drop column no; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column no, algorithm = instant;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'no' and length(COLUMN_NAME) = 2), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
-- 2. alter table t drop column yes; outside transactions
-- exclusive metadata lock on t for a moment
alter table t drop column yes, algorithm = instant;
-- done when: select count(*) > 0 and coalesce(max(COLUMN_NAME = 'yes' and length(COLUMN_NAME) = 3), 0) = 0 from information_schema.COLUMNS where TABLE_SCHEMA = database() and TABLE_NAME = 't'
