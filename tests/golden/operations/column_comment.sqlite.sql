-- upgrade
-- nothing to do

-- downgrade
-- nothing to do
