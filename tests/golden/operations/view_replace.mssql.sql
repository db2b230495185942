-- upgrade
-- 1. replace view v; in transaction 1
-- Sch-M on v
alter view v as select id, a as number from t where a > 0;

-- downgrade
-- 1. replace view v; in transaction 1
-- Sch-M on v
alter view v as select id, a as number from t where a > 7;
