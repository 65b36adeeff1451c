-- up
ALTER TABLE posts DROP CONSTRAINT posts_user;
ALTER TABLE posts
    ADD CONSTRAINT posts_user FOREIGN KEY (editor_id) REFERENCES users(id) NOT VALID;
-- later
-- may-fail: rows of posts may reference no row of users
ALTER TABLE posts VALIDATE CONSTRAINT posts_user;

-- down
ALTER TABLE posts DROP CONSTRAINT posts_user;
-- may-fail: rows of posts may reference no row of users
-- long-lock: all rows are looked at
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (author_id) REFERENCES users(id);
