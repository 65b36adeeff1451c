CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50));
CREATE INDEX users_name_idx ON users (name);
