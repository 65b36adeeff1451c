-- up
ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey;
-- table-rewrite: values are converted
-- may-fail: posts.user_id may hold texts that are no values of the new type
ALTER TABLE posts ALTER COLUMN user_id TYPE uuid USING user_id::uuid;
-- table-rewrite: values are converted
-- may-fail: users.id may hold texts that are no values of the new type
ALTER TABLE users ALTER COLUMN id TYPE uuid USING id::uuid;
ALTER TABLE posts
    ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) NOT VALID;
-- later
-- may-fail: rows of posts may reference no row of users
ALTER TABLE posts VALIDATE CONSTRAINT posts_user_id_fkey;

-- down
ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey;
-- table-rewrite: values are converted
ALTER TABLE posts ALTER COLUMN user_id TYPE text USING user_id::text;
-- table-rewrite: values are converted
ALTER TABLE users ALTER COLUMN id TYPE text USING id::text;
-- may-fail: rows of posts may reference no row of users
-- long-lock: all rows are looked at
ALTER TABLE posts
    ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
