-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    name TEXT,
    age INTEGER DEFAULT 1
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, name, age)
SELECT id, name, age
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    age INTEGER NOT NULL DEFAULT 1
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where `users.name` is `NULL`
-- may-fail: it fails where `users.age` is `NULL`
INSERT INTO new_users (id, name, age)
SELECT id, name, age
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;
