CREATE TABLE users (id serial PRIMARY KEY, title text NOT NULL);
