-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `members` is recreated: SQLite cannot change it in place
CREATE TABLE new_members (
    user_id INTEGER NOT NULL,
    team_id INTEGER NOT NULL,
    PRIMARY KEY (user_id, team_id)
);
-- table-rewrite: all rows of `members` are rewritten
-- may-fail: it fails where rows of `members` have the same `user_id`, `team_id`
INSERT INTO new_members (rowid, user_id, team_id)
SELECT rowid, user_id, team_id
FROM members;
DROP TABLE members;
ALTER TABLE new_members RENAME TO members;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `members` is recreated: SQLite cannot change it in place
CREATE TABLE new_members (
    user_id INTEGER NOT NULL,
    team_id INTEGER NOT NULL
);
-- table-rewrite: all rows of `members` are rewritten
INSERT INTO new_members (rowid, user_id, team_id)
SELECT rowid, user_id, team_id
FROM members;
DROP TABLE members;
ALTER TABLE new_members RENAME TO members;
COMMIT;
PRAGMA foreign_keys = ON;
