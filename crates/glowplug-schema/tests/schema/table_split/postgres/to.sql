CREATE TABLE users (id serial PRIMARY KEY);
CREATE TABLE addresses (id serial PRIMARY KEY, user_id integer NOT NULL UNIQUE REFERENCES users ON DELETE CASCADE, street text, city text);
