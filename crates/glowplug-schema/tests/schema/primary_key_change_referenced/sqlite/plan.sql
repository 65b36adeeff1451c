-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER NOT NULL UNIQUE,
    email TEXT NOT NULL PRIMARY KEY
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: an insert into `users` that leaves out `id` gets no number any more: SQLite numbers an `INTEGER PRIMARY KEY` alone
INSERT INTO new_users (rowid, id, email)
SELECT id, id, email
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
    id INTEGER NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, email)
SELECT id, email
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;
