-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
ALTER TABLE users RENAME COLUMN name TO title;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where `users.title` is `NULL`
INSERT INTO new_users (id, title)
SELECT id, title
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
ALTER TABLE users RENAME COLUMN title TO name;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    name VARCHAR(20)
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, name)
SELECT id, name
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;
