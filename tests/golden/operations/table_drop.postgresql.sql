-- upgrade
-- 1. drop table c; in transaction 1
-- access exclusive on c
drop table c;
-- done when: select (to_regclass('c') is null)::integer

-- downgrade
-- 1. create table c; in transaction 1
create table c (
  id integer not null,
  p_id integer,
  k integer,
  constraint pk_c primary key (id)
);
-- done when: select count(*) from pg_catalog.pg_class where oid = to_regclass('c') and relkind in ('r', 'p')
