CREATE TABLE users (id serial PRIMARY KEY, email text, tenant integer, CONSTRAINT users_unique UNIQUE (email));
