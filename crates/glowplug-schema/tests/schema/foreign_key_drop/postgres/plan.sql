-- up
ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey;

-- down
-- may-fail: rows of posts may reference no row of users
-- long-lock: all rows are looked at
ALTER TABLE posts
    ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
