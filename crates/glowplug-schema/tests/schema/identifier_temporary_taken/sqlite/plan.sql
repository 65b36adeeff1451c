-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_new_users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where `users.name` is `NULL`
INSERT INTO new_new_users (id, name)
SELECT id, name
FROM users;
DROP TABLE users;
ALTER TABLE new_new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_new_users (
    id INTEGER PRIMARY KEY,
    name TEXT
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_new_users (id, name)
SELECT id, name
FROM users;
DROP TABLE users;
ALTER TABLE new_new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;
