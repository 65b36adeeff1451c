CREATE TABLE users (id serial PRIMARY KEY, street text, city text);
