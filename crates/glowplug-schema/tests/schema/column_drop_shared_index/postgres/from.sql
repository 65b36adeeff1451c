CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL, name text);
CREATE INDEX users_both ON users (email, name);
