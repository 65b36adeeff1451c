-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `posts` is recreated: SQLite cannot change it in place
CREATE TABLE new_posts (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT
);
-- table-rewrite: all rows of `posts` are rewritten
-- may-fail: it fails where `posts.user_id` is `NULL`
INSERT INTO new_posts (id, user_id, title)
SELECT id, user_id, title
FROM posts;
DROP TABLE posts;
ALTER TABLE new_posts RENAME TO posts;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    post_id INTEGER REFERENCES posts (id) ON DELETE CASCADE,
    name TEXT NOT NULL
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where `users.name` is `NULL`
INSERT INTO new_users (id, post_id, name)
SELECT id, post_id, name
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
-- `posts` is recreated: SQLite cannot change it in place
CREATE TABLE new_posts (
    id INTEGER PRIMARY KEY,
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
    title TEXT
);
-- table-rewrite: all rows of `posts` are rewritten
INSERT INTO new_posts (id, user_id, title)
SELECT id, user_id, title
FROM posts;
DROP TABLE posts;
ALTER TABLE new_posts RENAME TO posts;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    post_id INTEGER REFERENCES posts (id) ON DELETE CASCADE,
    name TEXT
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, post_id, name)
SELECT id, post_id, name
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;
