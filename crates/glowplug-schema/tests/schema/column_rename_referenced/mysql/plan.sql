-- up
ALTER TABLE users RENAME COLUMN uid TO id;
ALTER TABLE posts RENAME COLUMN user_id TO author_id;
-- may-fail: rows with NULL in `name` are refused
-- table-rewrite: whether `name` takes NULL changes
ALTER TABLE users MODIFY COLUMN name varchar(20) NOT NULL;

-- down
ALTER TABLE posts RENAME COLUMN author_id TO user_id;
ALTER TABLE users RENAME COLUMN id TO uid;
-- table-rewrite: whether `name` takes NULL changes
ALTER TABLE users MODIFY COLUMN name varchar(20);
