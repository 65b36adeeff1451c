-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL DEFAULT 'x',
    CHECK (name IN ('x', 'y'))
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, name)
SELECT id, name
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
CREATE INDEX users_name_idx ON users (name);
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
    name VARCHAR(50) NOT NULL DEFAULT 'x',
    CHECK (name IN ('x', 'y'))
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, name)
SELECT id, name
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
CREATE INDEX users_name_idx ON users (name);
COMMIT;
PRAGMA foreign_keys = ON;
