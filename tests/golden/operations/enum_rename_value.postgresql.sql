-- upgrade
-- 1. alter type mood rename value 'so' to 'so-so'; in transaction 1
alter type mood rename value 'so' to 'so-so';
-- done when: select (not exists (select from pg_catalog.pg_enum where enumtypid = to_regtype('mood') and enumlabel = 'so') and exists (select from pg_catalog.pg_enum where enumtypid = to_regtype('mood') and enumlabel = 'so-so'))::integer

-- downgrade
-- 1. alter type mood rename value 'so-so' to 'so'; in transaction 1
alter type mood rename value 'so-so' to 'so';
-- done when: select (not exists (select from pg_catalog.pg_enum where enumtypid = to_regtype('mood') and enumlabel = 'so-so') and exists (select from pg_catalog.pg_enum where enumtypid = to_regtype('mood') and enumlabel = 'so'))::integer
