CREATE TABLE users (email text PRIMARY KEY);
