-- up
ALTER TABLE posts DROP FOREIGN KEY posts_user;
ALTER TABLE posts
    DROP KEY posts_user,
    ADD KEY posts_user (editor_id);
-- table-rewrite: every row is looked up for `posts_user`
-- long-lock: every row is looked up for `posts_user`
-- may-fail: rows may violate `posts_user`
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (editor_id) REFERENCES users (id);

-- down
ALTER TABLE posts DROP FOREIGN KEY posts_user;
ALTER TABLE posts
    DROP KEY posts_user,
    ADD KEY posts_user (author_id);
-- table-rewrite: every row is looked up for `posts_user`
-- long-lock: every row is looked up for `posts_user`
-- may-fail: rows may violate `posts_user`
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (author_id) REFERENCES users (id);
