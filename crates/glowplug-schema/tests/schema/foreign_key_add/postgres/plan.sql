-- up
ALTER TABLE posts
    ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE RESTRICT ON DELETE CASCADE NOT VALID;
-- later
-- may-fail: rows of posts may reference no row of users
ALTER TABLE posts VALIDATE CONSTRAINT posts_user_id_fkey;

-- down
ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey;
