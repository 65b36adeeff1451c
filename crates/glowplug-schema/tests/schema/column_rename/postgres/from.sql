CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL, mail text UNIQUE, age integer CHECK (age > 0));
CREATE INDEX users_name_idx ON users (lower(name)) WHERE age > 1;
CREATE VIEW adults AS SELECT name, mail FROM users WHERE age > 18;
