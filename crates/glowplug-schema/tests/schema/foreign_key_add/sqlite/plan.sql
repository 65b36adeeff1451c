-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `posts` is recreated: SQLite cannot change it in place
CREATE TABLE new_posts (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE
);
-- table-rewrite: all rows of `posts` are rewritten
-- may-fail: it fails where rows of `posts` have no row in `users`
INSERT INTO new_posts (id, user_id)
SELECT id, user_id
FROM posts;
DROP TABLE posts;
ALTER TABLE new_posts RENAME TO posts;
CREATE INDEX posts_user ON posts (user_id);
CREATE TRIGGER posts_gone AFTER DELETE ON posts
BEGIN
    DELETE FROM users WHERE id = old.user_id;
END;
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
    user_id INTEGER NOT NULL
);
-- table-rewrite: all rows of `posts` are rewritten
INSERT INTO new_posts (id, user_id)
SELECT id, user_id
FROM posts;
DROP TABLE posts;
ALTER TABLE new_posts RENAME TO posts;
CREATE INDEX posts_user ON posts (user_id);
CREATE TRIGGER posts_gone AFTER DELETE ON posts
BEGIN
    DELETE FROM users WHERE id = old.user_id;
END;
COMMIT;
PRAGMA foreign_keys = ON;
