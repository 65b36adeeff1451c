-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW named;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY, -- the number of the user
    name TEXT NOT NULL /* as they call themselves */
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where `users.name` is `NULL`
INSERT INTO new_users (id, name)
SELECT id, name
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
CREATE VIEW named AS
    -- without those who have no name
    SELECT id FROM users WHERE name IS NOT NULL;
CREATE TRIGGER noted AFTER INSERT ON users BEGIN
    SELECT 1; -- nothing yet
END;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW named;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY, -- the number of the user
    name TEXT /* as they call themselves */
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, name)
SELECT id, name
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
CREATE VIEW named AS
    -- without those who have no name
    SELECT id FROM users WHERE name IS NOT NULL;
CREATE TRIGGER noted AFTER INSERT ON users BEGIN
    SELECT 1; -- nothing yet
END;
COMMIT;
PRAGMA foreign_keys = ON;
