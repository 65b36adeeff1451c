CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL);
CREATE INDEX users_both ON users (email);
