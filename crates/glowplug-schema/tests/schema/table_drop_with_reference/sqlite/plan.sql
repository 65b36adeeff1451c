-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- data-loss: all rows of `teams` are lost
DROP TABLE teams;
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

-- down
CREATE TABLE teams (
    id INTEGER PRIMARY KEY,
    name TEXT
);
ALTER TABLE users ADD COLUMN team_id INTEGER REFERENCES teams (id) ON DELETE CASCADE;
