CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL, name text NOT NULL, "Level" integer NOT NULL DEFAULT 1);
