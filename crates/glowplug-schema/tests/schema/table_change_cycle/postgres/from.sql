CREATE TABLE users (id serial PRIMARY KEY, post_id integer, name text);
CREATE TABLE posts (id serial PRIMARY KEY, user_id integer REFERENCES users ON DELETE CASCADE, title text);
ALTER TABLE users ADD FOREIGN KEY (post_id) REFERENCES posts ON DELETE CASCADE;
