CREATE TABLE users (id bigserial PRIMARY KEY, post_id bigint, name text NOT NULL);
CREATE TABLE posts (id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE, title text);
ALTER TABLE users ADD FOREIGN KEY (post_id) REFERENCES posts ON DELETE CASCADE;
