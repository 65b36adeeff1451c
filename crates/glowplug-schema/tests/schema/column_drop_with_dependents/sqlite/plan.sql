-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    nick TEXT
);
-- table-rewrite: all rows of `users` are rewritten
-- data-loss: the values of `users.email` are lost
-- data-loss: the values of `users.age` are lost
-- data-loss: the values of `users.name` are lost
INSERT INTO new_users (id, nick)
SELECT id, nick
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
    email TEXT UNIQUE,
    age INTEGER,
    name TEXT,
    nick TEXT,
    CHECK (age > 0)
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, nick)
SELECT id, nick
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
CREATE INDEX users_both_idx ON users (name, nick);
CREATE INDEX users_name_idx ON users (name);
COMMIT;
PRAGMA foreign_keys = ON;
