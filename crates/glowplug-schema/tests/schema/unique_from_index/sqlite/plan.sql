-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    email TEXT,
    CONSTRAINT users_email_key UNIQUE (email)
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where rows of `users` have the same `email`
INSERT INTO new_users (id, email)
SELECT id, email
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
    email TEXT
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, email)
SELECT id, email
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
-- may-fail: it fails where rows of `users` have the same key in `users_email_key`
CREATE UNIQUE INDEX users_email_key ON users (email);
COMMIT;
PRAGMA foreign_keys = ON;
