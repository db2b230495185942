-- upgrade
-- 1. rename index ix_t_a to ix_t_other; in transaction 1
-- share update exclusive on ix_t_a
alter index ix_t_a rename to ix_t_other;
-- done when: select (to_regclass('ix_t_a') is null and to_regclass('ix_t_other') is not null)::integer

-- downgrade
-- 1. rename index ix_t_other to ix_t_a; in transaction 1
-- share update exclusive on ix_t_other
alter index ix_t_other rename to ix_t_a;
-- done when: select (to_regclass('ix_t_other') is null and to_regclass('ix_t_a') is not null)::integer
