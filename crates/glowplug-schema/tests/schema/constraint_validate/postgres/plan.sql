-- up
-- later
-- may-fail: rows of posts may violate posts_id_check
ALTER TABLE posts VALIDATE CONSTRAINT posts_id_check;
-- may-fail: rows of posts may reference no row of users
ALTER TABLE posts VALIDATE CONSTRAINT posts_user_id_fkey;

-- down
ALTER TABLE posts DROP CONSTRAINT posts_id_check;
ALTER TABLE posts ADD CONSTRAINT posts_id_check CHECK (id > 0) NOT VALID;
ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey;
ALTER TABLE posts
    ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) NOT VALID;
