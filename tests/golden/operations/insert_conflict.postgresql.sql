-- upgrade
-- 1. insert into t; in transaction 1
-- row exclusive on t
insert into t (id, a, b) values (1, 70, 'new') on conflict (id) do update set a = excluded.a;

-- downgrade
-- 1. update t; in transaction 1
-- row exclusive on t; scans t
update t set a = 7 where id = 1;
