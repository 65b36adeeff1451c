CREATE TABLE users (id serial PRIMARY KEY, email text, deleted_at timestamptz);
