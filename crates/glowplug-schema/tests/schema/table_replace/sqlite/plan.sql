-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `codes` is recreated: SQLite cannot change it in place
CREATE TABLE new_codes (
    code TEXT NOT NULL PRIMARY KEY,
    meaning TEXT NOT NULL DEFAULT ''
);
-- table-rewrite: all rows of `codes` are rewritten
-- data-loss: the values of `codes.id` are lost
-- may-fail: it fails where rows of `codes` have the same `code`
INSERT INTO new_codes (rowid, code)
SELECT id, code
FROM codes;
DROP TABLE codes;
ALTER TABLE new_codes RENAME TO codes;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    code TEXT REFERENCES codes (code)
);
-- table-rewrite: all rows of `users` are rewritten
-- data-loss: the values of `users.code_id` are lost
INSERT INTO new_users (id)
SELECT id
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
-- `codes` is recreated: SQLite cannot change it in place
CREATE TABLE new_codes (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL
);
-- table-rewrite: all rows of `codes` are rewritten
-- data-loss: the values of `codes.meaning` are lost
INSERT INTO new_codes (id, code)
SELECT rowid, code
FROM codes;
DROP TABLE codes;
ALTER TABLE new_codes RENAME TO codes;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    code_id INTEGER REFERENCES codes (id)
);
-- table-rewrite: all rows of `users` are rewritten
-- data-loss: the values of `users.code` are lost
INSERT INTO new_users (id)
SELECT id
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;
