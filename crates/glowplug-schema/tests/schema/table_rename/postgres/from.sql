CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE posts (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users);
CREATE VIEW emails AS SELECT email FROM users;
