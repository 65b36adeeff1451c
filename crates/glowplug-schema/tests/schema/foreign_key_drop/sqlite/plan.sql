-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `books` is recreated: SQLite cannot change it in place
CREATE TABLE new_books (
    id INTEGER PRIMARY KEY,
    author_id INTEGER
);
-- table-rewrite: all rows of `books` are rewritten
INSERT INTO new_books (id, author_id)
SELECT id, author_id
FROM books;
DROP TABLE books;
ALTER TABLE new_books RENAME TO books;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `books` is recreated: SQLite cannot change it in place
CREATE TABLE new_books (
    id INTEGER PRIMARY KEY,
    author_id INTEGER REFERENCES authors (id)
);
-- table-rewrite: all rows of `books` are rewritten
-- may-fail: it fails where rows of `books` have no row in `authors`
INSERT INTO new_books (id, author_id)
SELECT id, author_id
FROM books;
DROP TABLE books;
ALTER TABLE new_books RENAME TO books;
COMMIT;
PRAGMA foreign_keys = ON;
