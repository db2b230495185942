-- upgrade
-- 1. create view v; in transaction 1
-- write lock on the database file
create view v as select id, n || substr(cast(id as text), 1, 20) as label, case when cast(cast(x as text) as real) <> x then printf('%!.17g', x) else cast(x as text) end as shown from t;
-- done when: select count(*) from sqlite_master where type = 'view' and name = 'v' and sql = 'CREATE VIEW v as select id, n || substr(cast(id as text), 1, 20) as label, case when cast(cast(x as text) as real) <> x then printf(''%!.17g'', x) else cast(x as text) end as shown from t'
-- 2. create view w; in transaction 1
-- write lock on the database file
create view w as select v.label from v where v.label <> cast(v.id as text);
-- done when: select count(*) from sqlite_master where type = 'view' and name = 'w' and sql = 'CREATE VIEW w as select v.label from v where v.label <> cast(v.id as text)'

-- downgrade
-- 1. drop view w; in transaction 1
-- write lock on the database file
drop view w;
-- done when: select not exists (select 1 from sqlite_master where type = 'view' and name = 'w')
-- 2. drop view v; in transaction 1
-- write lock on the database file
drop view v;
-- done when: select not exists (select 1 from sqlite_master where type = 'view' and name = 'v')
