CREATE TABLE users (id serial PRIMARY KEY, email text, CONSTRAINT users_email_key UNIQUE (email));
