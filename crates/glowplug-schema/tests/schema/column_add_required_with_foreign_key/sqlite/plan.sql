-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    name TEXT,
    team_id INTEGER NOT NULL DEFAULT 1 REFERENCES teams (id)
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where rows of `users` have no row in `teams`
INSERT INTO new_users (id, name)
SELECT id, name
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
    name TEXT
);
-- table-rewrite: all rows of `users` are rewritten
-- data-loss: the values of `users.team_id` are lost
INSERT INTO new_users (id, name)
SELECT id, name
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;
