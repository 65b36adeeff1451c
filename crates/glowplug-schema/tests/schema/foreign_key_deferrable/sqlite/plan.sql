-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `posts` is recreated: SQLite cannot change it in place
CREATE TABLE new_posts (
    id INTEGER PRIMARY KEY,
    user_id INTEGER REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
    editor_id INTEGER REFERENCES users (id)
);
-- table-rewrite: all rows of `posts` are rewritten
INSERT INTO new_posts (id, user_id, editor_id)
SELECT id, user_id, editor_id
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
    user_id INTEGER REFERENCES users (id),
    editor_id INTEGER REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED
);
-- table-rewrite: all rows of `posts` are rewritten
INSERT INTO new_posts (id, user_id, editor_id)
SELECT id, user_id, editor_id
FROM posts;
DROP TABLE posts;
ALTER TABLE new_posts RENAME TO posts;
COMMIT;
PRAGMA foreign_keys = ON;
