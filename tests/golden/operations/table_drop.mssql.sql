-- upgrade
-- 1. drop table c; in transaction 1
-- Sch-M on c
drop table c;
-- done when: select case when object_id(N'c', N'U') is null then 1 else 0 end

-- downgrade
-- 1. create table c; in transaction 1
create table c (
  id int not null,
  p_id int null,
  k int null,
  constraint pk_c primary key (id)
);
-- done when: select case when object_id(N'c', N'U') is not null then 1 else 0 end
