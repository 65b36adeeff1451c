CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO new_users SELECT id, name FROM users WHERE id > 1;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
