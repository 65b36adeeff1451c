-- up
ALTER TABLE posts DROP CONSTRAINT posts_owner_id_fkey;
ALTER TABLE posts
    ADD CONSTRAINT posts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES teams(id) NOT VALID;
-- later
-- may-fail: rows of posts may reference no row of teams
ALTER TABLE posts VALIDATE CONSTRAINT posts_owner_id_fkey;

-- down
ALTER TABLE posts DROP CONSTRAINT posts_owner_id_fkey;
-- may-fail: rows of posts may reference no row of users
-- long-lock: all rows are looked at
ALTER TABLE posts
    ADD CONSTRAINT posts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
