-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL DEFAULT 'open',
    at TIMESTAMP DEFAULT (datetime('now', '+1 day')),
    n INTEGER
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, state, at, n)
SELECT id, state, at, n
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
    state TEXT NOT NULL DEFAULT 'new',
    at TIMESTAMP,
    n INTEGER DEFAULT (1 + 1)
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, state, at, n)
SELECT id, state, at, n
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;
