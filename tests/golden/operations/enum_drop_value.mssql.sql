-- upgrade
-- 1. update t; in transaction 1
-- rows of t; scans t; the whole table from about 5000 rows on
update t set m = N'so' where m = N'sad';
-- 2. alter table t drop constraint ck_t__m; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__m;
-- done when: select case when object_id(N'ck_t__m', N'C') is null then 1 else 0 end
-- 3. alter table t add constraint ck_t__m; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t__m check (m in (N'so', N'glad'));
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t__m' collate Latin1_General_100_BIN2 and is_not_trusted = 0
-- 4. update t; in transaction 1
-- rows of t; scans t; the whole table from about 5000 rows on
update t set old = N'so' where old = N'sad';
-- 5. alter table t drop constraint ck_t__old; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__old;
-- done when: select case when object_id(N'ck_t__old', N'C') is null then 1 else 0 end
-- 6. alter table t add constraint ck_t__old; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t__old check (old in (N'so', N'glad'));
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t__old' collate Latin1_General_100_BIN2 and is_not_trusted = 0

-- downgrade
-- 1. alter table t drop constraint ck_t__m; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__m;
-- done when: select case when object_id(N'ck_t__m', N'C') is null then 1 else 0 end
-- 2. alter table t add constraint ck_t__m; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t__m check (m in (N'sad', N'so', N'glad'));
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t__m' collate Latin1_General_100_BIN2 and is_not_trusted = 0
-- 3. alter table t drop constraint ck_t__old; in transaction 1
-- Sch-M on t
alter table t drop constraint ck_t__old;
-- done when: select case when object_id(N'ck_t__old', N'C') is null then 1 else 0 end
-- 4. alter table t add constraint ck_t__old; in transaction 1
-- Sch-M on t; reads t
alter table t add constraint ck_t__old check (old in (N'sad', N'so', N'glad'));
-- done when: select count(*) from sys.check_constraints where parent_object_id = object_id(N't') and name = N'ck_t__old' collate Latin1_General_100_BIN2 and is_not_trusted = 0
