-- up
-- data-loss: the values of users.age are lost
ALTER TABLE users DROP COLUMN age;
-- data-loss: the values of users.name are lost
ALTER TABLE users DROP COLUMN name;

-- down
ALTER TABLE users ADD COLUMN name text NOT NULL DEFAULT 'x'::text;
ALTER TABLE users ADD COLUMN age integer;
COMMENT ON COLUMN users.age IS 'in years';
