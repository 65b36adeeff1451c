CREATE TABLE users (id serial PRIMARY KEY, email text, name text, "Level" integer DEFAULT 0);
