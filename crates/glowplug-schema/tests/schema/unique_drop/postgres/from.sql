CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL UNIQUE, age integer);
CREATE INDEX users_age_idx ON users (age);
