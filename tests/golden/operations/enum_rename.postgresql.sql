-- upgrade
-- 1. rename type mood to temper; in transaction 1
alter type mood rename to temper;
-- done when: select (to_regtype('mood') is null and to_regtype('temper') is not null)::integer

-- downgrade
-- 1. rename type temper to mood; in transaction 1
alter type temper rename to mood;
-- done when: select (to_regtype('temper') is null and to_regtype('mood') is not null)::integer
