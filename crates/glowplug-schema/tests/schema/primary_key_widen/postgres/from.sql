CREATE TABLE users (id serial PRIMARY KEY);
CREATE TABLE posts (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users ON DELETE CASCADE);
CREATE INDEX posts_user_id_idx ON posts (user_id);
