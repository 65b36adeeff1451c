CREATE TABLE users (id serial PRIMARY KEY, email text UNIQUE, first text, last text);
