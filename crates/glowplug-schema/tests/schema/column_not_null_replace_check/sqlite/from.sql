CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, CONSTRAINT users_email_there CHECK (email IS NOT NULL));
