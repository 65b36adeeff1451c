CREATE TABLE users (id bigserial PRIMARY KEY);
CREATE TABLE posts (id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE);
CREATE INDEX posts_user_id_idx ON posts (user_id);
