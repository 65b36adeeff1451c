CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL);
CREATE TABLE logins (id serial PRIMARY KEY, email text NOT NULL);
