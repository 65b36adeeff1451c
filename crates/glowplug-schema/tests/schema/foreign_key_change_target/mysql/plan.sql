-- up
ALTER TABLE posts DROP FOREIGN KEY posts_owner;
-- table-rewrite: every row is looked up for `posts_owner`
-- long-lock: every row is looked up for `posts_owner`
-- may-fail: rows may violate `posts_owner`
ALTER TABLE posts ADD CONSTRAINT posts_owner FOREIGN KEY (owner_id) REFERENCES teams (id);

-- down
ALTER TABLE posts DROP FOREIGN KEY posts_owner;
-- table-rewrite: every row is looked up for `posts_owner`
-- long-lock: every row is looked up for `posts_owner`
-- may-fail: rows may violate `posts_owner`
ALTER TABLE posts ADD CONSTRAINT posts_owner FOREIGN KEY (owner_id) REFERENCES users (id);
