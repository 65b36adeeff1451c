-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    email TEXT NOT NULL PRIMARY KEY
);
-- table-rewrite: all rows of `users` are rewritten
-- data-loss: the values of `users.id` are lost
INSERT INTO new_users (rowid, email)
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
    email TEXT NOT NULL UNIQUE
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, email)
SELECT rowid, email
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;
