CREATE TABLE users (id integer PRIMARY KEY);
CREATE TABLE posts (id integer PRIMARY KEY, author_id integer, editor_id integer CONSTRAINT posts_user REFERENCES users);
