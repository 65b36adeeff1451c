CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, tenant INTEGER, CONSTRAINT users_unique UNIQUE (email));
