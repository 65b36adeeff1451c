-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    name TEXT PRIMARY KEY
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where rows of `posts` have no row in `users`
INSERT INTO new_users (rowid, name)
SELECT rowid, name
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
-- `posts` is recreated: SQLite cannot change it in place
CREATE TABLE new_posts (
    id INTEGER PRIMARY KEY,
    author TEXT REFERENCES users (name)
);
-- table-rewrite: all rows of `posts` are rewritten
INSERT INTO new_posts (id, author)
SELECT id, author
FROM posts;
DROP TABLE posts;
ALTER TABLE new_posts RENAME TO posts;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    name TEXT COLLATE NOCASE PRIMARY KEY
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where values of `users.name` are equal by their new collation
INSERT INTO new_users (rowid, name)
SELECT rowid, name
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
-- `posts` is recreated: SQLite cannot change it in place
CREATE TABLE new_posts (
    id INTEGER PRIMARY KEY,
    author TEXT COLLATE NOCASE REFERENCES users (name)
);
-- table-rewrite: all rows of `posts` are rewritten
INSERT INTO new_posts (id, author)
SELECT id, author
FROM posts;
DROP TABLE posts;
ALTER TABLE new_posts RENAME TO posts;
COMMIT;
PRAGMA foreign_keys = ON;
