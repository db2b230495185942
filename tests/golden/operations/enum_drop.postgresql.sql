-- upgrade
-- 1. drop type mood; in transaction 1
drop type mood;
-- done when: select (to_regtype('mood') is null)::integer

-- downgrade
-- 1. create type mood; in transaction 1
create type mood as enum ('sad', 'glad');
-- done when: select (to_regtype('mood') is not null)::integer
