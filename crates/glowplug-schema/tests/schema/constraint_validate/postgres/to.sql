CREATE TABLE users (id serial PRIMARY KEY);
CREATE TABLE posts (id serial PRIMARY KEY, user_id integer REFERENCES users);
ALTER TABLE posts ADD CONSTRAINT posts_id_check CHECK (id > 0);
