-- up
ALTER TABLE users RENAME COLUMN uid TO id;
ALTER TABLE posts RENAME COLUMN user_id TO author_id;
ALTER TABLE users ADD CONSTRAINT users_name_null_check CHECK (name IS NOT NULL) NOT VALID;
-- later
-- may-fail: rows of users may have no name
ALTER TABLE users VALIDATE CONSTRAINT users_name_null_check;
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT users_name_null_check;

-- down
ALTER TABLE posts RENAME COLUMN author_id TO user_id;
ALTER TABLE users RENAME COLUMN id TO uid;
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;
