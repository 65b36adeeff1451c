CREATE TABLE users (id serial PRIMARY KEY, email text, first text, last text, UNIQUE (first, last));
