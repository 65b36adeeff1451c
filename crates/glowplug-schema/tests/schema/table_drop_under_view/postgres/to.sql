CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE VIEW active AS SELECT u.id, u.name FROM users u;
