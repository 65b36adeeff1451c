CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL DEFAULT 'x' CHECK (name IN ('x', 'y')));
CREATE INDEX users_name_idx ON users (name);
