-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    name TEXT COLLATE NOCASE PRIMARY KEY,
    email TEXT COLLATE NOCASE,
    code TEXT UNIQUE,
    other TEXT COLLATE NOCASE UNIQUE
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where values of `users.name` are equal by their new collation
-- may-fail: it fails where values of `users.other` are equal by their new collation
INSERT INTO new_users (rowid, name, email, code, other)
SELECT rowid, name, email, code, other
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
CREATE INDEX users_code ON users (code);
-- may-fail: it fails where rows of `users` have the same key in `users_email`
CREATE UNIQUE INDEX users_email ON users (email);
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    name TEXT PRIMARY KEY,
    email TEXT,
    code TEXT COLLATE NOCASE UNIQUE,
    other TEXT COLLATE RTRIM UNIQUE
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where values of `users.code` are equal by their new collation
-- may-fail: it fails where values of `users.other` are equal by their new collation
INSERT INTO new_users (rowid, name, email, code, other)
SELECT rowid, name, email, code, other
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
CREATE INDEX users_code ON users (code);
CREATE UNIQUE INDEX users_email ON users (email);
COMMIT;
PRAGMA foreign_keys = ON;
