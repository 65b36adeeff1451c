-- up
-- posts_user is recreated: its columns change
ALTER TABLE posts DROP FOREIGN KEY posts_user;
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE users
    DROP KEY users_email_key,
    DROP PRIMARY KEY,
    ADD PRIMARY KEY (email),
    ADD UNIQUE KEY users_id_key (id);
-- table-rewrite: every row is looked up for `posts_user`
-- long-lock: every row is looked up for `posts_user`
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id);

-- down
-- posts_user is recreated: its columns change
ALTER TABLE posts DROP FOREIGN KEY posts_user;
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE users
    DROP KEY users_id_key,
    DROP PRIMARY KEY,
    ADD PRIMARY KEY (id),
    ADD UNIQUE KEY users_email_key (email);
-- table-rewrite: every row is looked up for `posts_user`
-- long-lock: every row is looked up for `posts_user`
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id);
