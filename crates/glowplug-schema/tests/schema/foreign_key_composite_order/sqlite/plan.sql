-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `copies` is recreated: SQLite cannot change it in place
CREATE TABLE new_copies (
    id INTEGER PRIMARY KEY,
    t TEXT,
    a TEXT,
    FOREIGN KEY (t, a) REFERENCES books (title, author)
);
-- table-rewrite: all rows of `copies` are rewritten
-- may-fail: it fails where rows of `copies` have no row in `books`
INSERT INTO new_copies (id, t, a)
SELECT id, t, a
FROM copies;
DROP TABLE copies;
ALTER TABLE new_copies RENAME TO copies;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `copies` is recreated: SQLite cannot change it in place
CREATE TABLE new_copies (
    id INTEGER PRIMARY KEY,
    t TEXT,
    a TEXT
);
-- table-rewrite: all rows of `copies` are rewritten
INSERT INTO new_copies (id, t, a)
SELECT id, t, a
FROM copies;
DROP TABLE copies;
ALTER TABLE new_copies RENAME TO copies;
COMMIT;
PRAGMA foreign_keys = ON;
