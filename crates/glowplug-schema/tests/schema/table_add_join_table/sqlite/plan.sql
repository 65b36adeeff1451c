-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE post_tags (
    post_id INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    PRIMARY KEY (post_id, tag_id)
) WITHOUT ROWID;
-- `posts` is recreated: SQLite cannot change it in place
CREATE TABLE new_posts (
    id INTEGER PRIMARY KEY
);
-- table-rewrite: all rows of `posts` are rewritten
-- data-loss: the values of `posts.tag_id` are lost
INSERT INTO new_posts (id)
SELECT id
FROM posts;
DROP TABLE posts;
ALTER TABLE new_posts RENAME TO posts;
-- `tags` is recreated: SQLite cannot change it in place
CREATE TABLE new_tags (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
-- table-rewrite: all rows of `tags` are rewritten
-- may-fail: it fails where rows of `tags` have the same `name`
INSERT INTO new_tags (id, name)
SELECT id, name
FROM tags;
DROP TABLE tags;
ALTER TABLE new_tags RENAME TO tags;
CREATE INDEX post_tags_tag_id_idx ON post_tags (tag_id);
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- data-loss: all rows of `post_tags` are lost
DROP TABLE post_tags;
-- `tags` is recreated: SQLite cannot change it in place
CREATE TABLE new_tags (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);
-- table-rewrite: all rows of `tags` are rewritten
INSERT INTO new_tags (id, name)
SELECT id, name
FROM tags;
DROP TABLE tags;
ALTER TABLE new_tags RENAME TO tags;
ALTER TABLE posts ADD COLUMN tag_id INTEGER REFERENCES tags (id);
COMMIT;
PRAGMA foreign_keys = ON;
