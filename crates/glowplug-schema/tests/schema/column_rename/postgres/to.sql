CREATE TABLE users (id serial PRIMARY KEY, full_name text NOT NULL, email text UNIQUE, age integer CHECK (age > 0));
CREATE INDEX users_name_idx ON users (lower(full_name)) WHERE age > 1;
CREATE VIEW adults AS SELECT full_name AS name, email AS mail FROM users WHERE age > 18;
