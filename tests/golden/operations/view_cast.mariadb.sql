-- upgrade
-- 1. create view v; outside transactions
create view v as select id, concat(n, cast(left(cast(id as char) collate utf8mb4_nopad_bin, 20) as char(20)) collate utf8mb4_nopad_bin) as label, case when cast(cast(x as char) collate utf8mb4_nopad_bin as float) <> x then cast(x + 0e0 as char) collate utf8mb4_nopad_bin else cast(x as char) collate utf8mb4_nopad_bin end as shown from t;
-- done when: select count(*) from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = 'v' and TABLE_TYPE = 'VIEW'
-- 2. create view w; outside transactions
create view w as select v.label from v where v.label <> cast(v.id as char) collate utf8mb4_nopad_bin;
-- done when: select count(*) from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = 'w' and TABLE_TYPE = 'VIEW'

-- downgrade
-- 1. drop view w; outside transactions
drop view w;
-- done when: select count(*) = 0 from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = 'w'
-- 2. drop view v; outside transactions
drop view v;
-- done when: select count(*) = 0 from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = 'v'
