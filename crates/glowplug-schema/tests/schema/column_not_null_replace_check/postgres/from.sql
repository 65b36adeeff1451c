CREATE TABLE users (id serial PRIMARY KEY, email text, CONSTRAINT users_email_there CHECK (email IS NOT NULL));
