-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP TRIGGER log_log;
DROP VIEW a_users;
DROP VIEW b_users;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where `users.name` is `NULL`
INSERT INTO new_users (id, name)
SELECT id, name
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
CREATE VIEW b_users AS
SELECT *
FROM users;
CREATE VIEW a_users AS
SELECT id, name
FROM b_users
WHERE name LIKE 'a%';
CREATE TRIGGER log_log AFTER INSERT ON log
WHEN (SELECT count(*) FROM users) > 3
BEGIN
    DELETE FROM users WHERE id = 1;
END;
CREATE TRIGGER log_users AFTER INSERT ON users
BEGIN
    INSERT INTO log VALUES (new.name);
END;
CREATE TRIGGER through_view INSTEAD OF DELETE ON a_users
BEGIN
    DELETE FROM users WHERE id = old.id;
END;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP TRIGGER log_log;
DROP VIEW a_users;
DROP VIEW b_users;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    name TEXT
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, name)
SELECT id, name
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
CREATE VIEW b_users AS
SELECT *
FROM users;
CREATE VIEW a_users AS
SELECT id, name
FROM b_users
WHERE name LIKE 'a%';
CREATE TRIGGER log_log AFTER INSERT ON log
WHEN (SELECT count(*) FROM users) > 3
BEGIN
    DELETE FROM users WHERE id = 1;
END;
CREATE TRIGGER log_users AFTER INSERT ON users
BEGIN
    INSERT INTO log VALUES (new.name);
END;
CREATE TRIGGER through_view INSTEAD OF DELETE ON a_users
BEGIN
    DELETE FROM users WHERE id = old.id;
END;
COMMIT;
PRAGMA foreign_keys = ON;
