CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE posts (id integer PRIMARY KEY, author_id integer NOT NULL CONSTRAINT posts_user_id_fkey REFERENCES users (id));
