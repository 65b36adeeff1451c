CREATE TABLE users (id serial PRIMARY KEY, email text, name text);
CREATE INDEX users_name ON users (name);
CREATE INDEX users_lower ON users (lower(name)) WHERE name IS NOT NULL;
CREATE INDEX users_email ON users (email) WHERE name IS NOT NULL;
