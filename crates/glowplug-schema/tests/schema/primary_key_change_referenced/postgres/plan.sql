-- up
ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey;
ALTER TABLE users DROP CONSTRAINT users_email_key;
ALTER TABLE users DROP CONSTRAINT users_pkey;
-- alone
CREATE UNIQUE INDEX CONCURRENTLY users_id_key ON users (id);
-- may-fail: rows of users may have the same email
CREATE UNIQUE INDEX CONCURRENTLY users_pkey ON users (email);
-- later
ALTER TABLE users ADD CONSTRAINT users_id_key UNIQUE USING INDEX users_id_key;
-- may-fail: rows of posts may reference no row of users
-- long-lock: all rows are looked at
ALTER TABLE posts
    ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey;

-- down
ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey;
ALTER TABLE users DROP CONSTRAINT users_id_key;
ALTER TABLE users DROP CONSTRAINT users_pkey;
-- long-lock: all rows are looked at
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
-- long-lock: all rows are looked at
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
-- long-lock: all rows are looked at
ALTER TABLE posts
    ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
