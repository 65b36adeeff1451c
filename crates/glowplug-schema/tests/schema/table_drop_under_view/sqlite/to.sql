CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE VIEW active AS SELECT u.id, u.name FROM users u;
