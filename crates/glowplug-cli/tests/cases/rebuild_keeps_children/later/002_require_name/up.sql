CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO new_users (id, name) SELECT id, COALESCE(name, '') FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
