CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL DEFAULT 'x', CHECK (name IN ('x', 'y')));
CREATE INDEX users_name_idx ON users (name);
