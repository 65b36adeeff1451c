CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'x' CHECK (name IN ('x', 'y')));
CREATE INDEX users_name_idx ON users (name);
