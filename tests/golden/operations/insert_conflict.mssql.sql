-- upgrade
-- 1. insert into t; in transaction 1
-- rows of t
begin
merge into t with (holdlock) as t
using (values (1, 70, N'new')) as excluded (id, a, b)
on t.id = excluded.id
when matched then update set a = excluded.a
when not matched then insert (id, a, b) values (excluded.id, excluded.a, excluded.b);
end;

-- downgrade
-- 1. update t; in transaction 1
-- rows of t; scans t; the whole table from about 5000 rows on
update t set a = 7 where id = 1;
