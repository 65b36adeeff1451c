CREATE TABLE users (email text PRIMARY KEY, number serial NOT NULL);
