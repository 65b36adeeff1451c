-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `tags` is recreated: SQLite cannot change it in place
CREATE TABLE new_tags (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);
-- table-rewrite: all rows of `tags` are rewritten
-- data-loss: the counter of `tags.id` is lost: the numbers of deleted rows can be assigned again
INSERT INTO new_tags (id, name)
SELECT id, name
FROM tags;
DROP TABLE tags;
ALTER TABLE new_tags RENAME TO tags;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `tags` is recreated: SQLite cannot change it in place
CREATE TABLE new_tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL
);
-- table-rewrite: all rows of `tags` are rewritten
INSERT INTO new_tags (id, name)
SELECT id, name
FROM tags;
DROP TABLE tags;
ALTER TABLE new_tags RENAME TO tags;
COMMIT;
PRAGMA foreign_keys = ON;
