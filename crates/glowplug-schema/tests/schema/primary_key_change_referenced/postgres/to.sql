CREATE TABLE users (id serial UNIQUE, email text PRIMARY KEY);
CREATE TABLE posts (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id));
