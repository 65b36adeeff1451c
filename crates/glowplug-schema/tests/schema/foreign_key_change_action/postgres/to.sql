CREATE TABLE users (id serial PRIMARY KEY);
CREATE TABLE posts (id serial PRIMARY KEY, user_id integer REFERENCES users ON DELETE SET NULL, editor_id integer REFERENCES users);
