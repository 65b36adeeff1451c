-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `posts` is recreated: SQLite cannot change it in place
CREATE TABLE new_posts (
    id INTEGER PRIMARY KEY,
    author_id INTEGER,
    editor_id INTEGER REFERENCES users (id)
);
-- table-rewrite: all rows of `posts` are rewritten
-- may-fail: it fails where rows of `posts` have no row in `users`
INSERT INTO new_posts (id, author_id, editor_id)
SELECT id, author_id, editor_id
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
-- `posts` is recreated: SQLite cannot change it in place
CREATE TABLE new_posts (
    id INTEGER PRIMARY KEY,
    author_id INTEGER REFERENCES users (id),
    editor_id INTEGER
);
-- table-rewrite: all rows of `posts` are rewritten
-- may-fail: it fails where rows of `posts` have no row in `users`
INSERT INTO new_posts (id, author_id, editor_id)
SELECT id, author_id, editor_id
FROM posts;
DROP TABLE posts;
ALTER TABLE new_posts RENAME TO posts;
COMMIT;
PRAGMA foreign_keys = ON;
