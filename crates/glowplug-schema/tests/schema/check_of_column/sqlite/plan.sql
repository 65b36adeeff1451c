-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    age INTEGER,
    size INTEGER,
    CHECK (age > 17),
    CHECK (size IN (1, 2))
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where rows of `users` do not fit `age > 17`
INSERT INTO new_users (id, age)
SELECT id, age
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
    age INTEGER,
    CHECK (age > 0)
);
-- table-rewrite: all rows of `users` are rewritten
-- data-loss: the values of `users.size` are lost
-- may-fail: it fails where rows of `users` do not fit `age > 0`
INSERT INTO new_users (id, age)
SELECT id, age
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;
