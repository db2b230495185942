-- upgrade
-- 1. replace view v; outside transactions
create or replace view v as select id, a as number from t where a > 0;

-- downgrade
-- 1. replace view v; outside transactions
create or replace view v as select id, a as number from t where a > 7;
