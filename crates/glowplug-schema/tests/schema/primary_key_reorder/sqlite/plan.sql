-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `likes` is recreated: SQLite cannot change it in place
CREATE TABLE new_likes (
    user_id INTEGER,
    post_id INTEGER,
    PRIMARY KEY (post_id, user_id)
);
-- table-rewrite: all rows of `likes` are rewritten
INSERT INTO new_likes (rowid, user_id, post_id)
SELECT rowid, user_id, post_id
FROM likes;
DROP TABLE likes;
ALTER TABLE new_likes RENAME TO likes;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `likes` is recreated: SQLite cannot change it in place
CREATE TABLE new_likes (
    user_id INTEGER,
    post_id INTEGER,
    PRIMARY KEY (user_id, post_id)
);
-- table-rewrite: all rows of `likes` are rewritten
INSERT INTO new_likes (rowid, user_id, post_id)
SELECT rowid, user_id, post_id
FROM likes;
DROP TABLE likes;
ALTER TABLE new_likes RENAME TO likes;
COMMIT;
PRAGMA foreign_keys = ON;
