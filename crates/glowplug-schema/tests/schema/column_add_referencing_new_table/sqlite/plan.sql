-- up
CREATE TABLE teams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);
ALTER TABLE users ADD COLUMN team_id INTEGER REFERENCES teams (id);

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- data-loss: all rows of `teams` are lost
DROP TABLE teams;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY
);
-- table-rewrite: all rows of `users` are rewritten
-- data-loss: the values of `users.team_id` are lost
INSERT INTO new_users (id)
SELECT id
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;
