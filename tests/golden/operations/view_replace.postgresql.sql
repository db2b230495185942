-- upgrade
-- 1. replace view v; in transaction 1
-- access exclusive on v
create or replace view v as select id, a as number from t where a > 0;

-- downgrade
-- 1. replace view v; in transaction 1
-- access exclusive on v
create or replace view v as select id, a as number from t where a > 7;
