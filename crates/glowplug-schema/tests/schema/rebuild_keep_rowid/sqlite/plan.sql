-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `all_names_taken` is recreated: SQLite cannot change it in place
CREATE TABLE new_all_names_taken (
    rowid TEXT,
    _rowid_ TEXT,
    oid TEXT,
    b TEXT,
    CHECK (b <> '')
);
-- table-rewrite: all rows of `all_names_taken` are rewritten
-- may-fail: it fails where rows of `all_names_taken` do not fit `b <> ''`
INSERT INTO new_all_names_taken (rowid, _rowid_, oid, b)
SELECT rowid, _rowid_, oid, b
FROM all_names_taken;
DROP TABLE all_names_taken;
ALTER TABLE new_all_names_taken RENAME TO all_names_taken;
-- `articles` is recreated: SQLite cannot change it in place
CREATE TABLE new_articles (
    slug TEXT PRIMARY KEY,
    body TEXT,
    CHECK (length(body) < 1000)
);
-- table-rewrite: all rows of `articles` are rewritten
-- may-fail: it fails where rows of `articles` do not fit `length(body) < 1000`
INSERT INTO new_articles (rowid, slug, body)
SELECT rowid, slug, body
FROM articles;
DROP TABLE articles;
ALTER TABLE new_articles RENAME TO articles;
-- `descending` is recreated: SQLite cannot change it in place
CREATE TABLE new_descending (
    id INTEGER PRIMARY KEY DESC,
    b TEXT,
    CHECK (b <> '')
);
-- table-rewrite: all rows of `descending` are rewritten
-- may-fail: it fails where rows of `descending` do not fit `b <> ''`
INSERT INTO new_descending (rowid, id, b)
SELECT rowid, id, b
FROM descending;
DROP TABLE descending;
ALTER TABLE new_descending RENAME TO descending;
-- `numbered` is recreated: SQLite cannot change it in place
CREATE TABLE new_numbered (
    id INTEGER PRIMARY KEY,
    b TEXT,
    CHECK (b <> '')
);
-- table-rewrite: all rows of `numbered` are rewritten
-- may-fail: it fails where rows of `numbered` do not fit `b <> ''`
INSERT INTO new_numbered (id, b)
SELECT id, b
FROM numbered;
DROP TABLE numbered;
ALTER TABLE new_numbered RENAME TO numbered;
-- `one_name_taken` is recreated: SQLite cannot change it in place
CREATE TABLE new_one_name_taken (
    rowid TEXT,
    b TEXT,
    CHECK (b <> '')
);
-- table-rewrite: all rows of `one_name_taken` are rewritten
-- may-fail: it fails where rows of `one_name_taken` do not fit `b <> ''`
INSERT INTO new_one_name_taken (_rowid_, rowid, b)
SELECT _rowid_, rowid, b
FROM one_name_taken;
DROP TABLE one_name_taken;
ALTER TABLE new_one_name_taken RENAME TO one_name_taken;
-- `plain` is recreated: SQLite cannot change it in place
CREATE TABLE new_plain (
    a TEXT,
    CHECK (a <> '')
);
-- table-rewrite: all rows of `plain` are rewritten
-- may-fail: it fails where rows of `plain` do not fit `a <> ''`
INSERT INTO new_plain (rowid, a)
SELECT rowid, a
FROM plain;
DROP TABLE plain;
ALTER TABLE new_plain RENAME TO plain;
-- `two_names_taken` is recreated: SQLite cannot change it in place
CREATE TABLE new_two_names_taken (
    rowid TEXT,
    oid TEXT,
    b TEXT,
    CHECK (b <> '')
);
-- table-rewrite: all rows of `two_names_taken` are rewritten
-- may-fail: it fails where rows of `two_names_taken` do not fit `b <> ''`
INSERT INTO new_two_names_taken (_rowid_, rowid, oid, b)
SELECT _rowid_, rowid, oid, b
FROM two_names_taken;
DROP TABLE two_names_taken;
ALTER TABLE new_two_names_taken RENAME TO two_names_taken;
-- `wide` is recreated: SQLite cannot change it in place
CREATE TABLE new_wide (
    id BIGINT PRIMARY KEY,
    b TEXT,
    CHECK (b <> '')
);
-- table-rewrite: all rows of `wide` are rewritten
-- may-fail: it fails where rows of `wide` do not fit `b <> ''`
INSERT INTO new_wide (rowid, id, b)
SELECT rowid, id, b
FROM wide;
DROP TABLE wide;
ALTER TABLE new_wide RENAME TO wide;
-- `without` is recreated: SQLite cannot change it in place
CREATE TABLE new_without (
    id TEXT NOT NULL PRIMARY KEY,
    b TEXT,
    CHECK (b <> '')
) WITHOUT ROWID;
-- table-rewrite: all rows of `without` are rewritten
-- may-fail: it fails where rows of `without` do not fit `b <> ''`
INSERT INTO new_without (id, b)
SELECT id, b
FROM "without";
DROP TABLE "without";
ALTER TABLE new_without RENAME TO "without";
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `all_names_taken` is recreated: SQLite cannot change it in place
CREATE TABLE new_all_names_taken (
    rowid TEXT,
    _rowid_ TEXT,
    oid TEXT,
    b TEXT
);
-- table-rewrite: all rows of `all_names_taken` are rewritten
INSERT INTO new_all_names_taken (rowid, _rowid_, oid, b)
SELECT rowid, _rowid_, oid, b
FROM all_names_taken;
DROP TABLE all_names_taken;
ALTER TABLE new_all_names_taken RENAME TO all_names_taken;
-- `articles` is recreated: SQLite cannot change it in place
CREATE TABLE new_articles (
    slug TEXT PRIMARY KEY,
    body TEXT
);
-- table-rewrite: all rows of `articles` are rewritten
INSERT INTO new_articles (rowid, slug, body)
SELECT rowid, slug, body
FROM articles;
DROP TABLE articles;
ALTER TABLE new_articles RENAME TO articles;
-- `descending` is recreated: SQLite cannot change it in place
CREATE TABLE new_descending (
    id INTEGER PRIMARY KEY DESC,
    b TEXT
);
-- table-rewrite: all rows of `descending` are rewritten
INSERT INTO new_descending (rowid, id, b)
SELECT rowid, id, b
FROM descending;
DROP TABLE descending;
ALTER TABLE new_descending RENAME TO descending;
-- `numbered` is recreated: SQLite cannot change it in place
CREATE TABLE new_numbered (
    id INTEGER PRIMARY KEY,
    b TEXT
);
-- table-rewrite: all rows of `numbered` are rewritten
INSERT INTO new_numbered (id, b)
SELECT id, b
FROM numbered;
DROP TABLE numbered;
ALTER TABLE new_numbered RENAME TO numbered;
-- `one_name_taken` is recreated: SQLite cannot change it in place
CREATE TABLE new_one_name_taken (
    rowid TEXT,
    b TEXT
);
-- table-rewrite: all rows of `one_name_taken` are rewritten
INSERT INTO new_one_name_taken (_rowid_, rowid, b)
SELECT _rowid_, rowid, b
FROM one_name_taken;
DROP TABLE one_name_taken;
ALTER TABLE new_one_name_taken RENAME TO one_name_taken;
-- `plain` is recreated: SQLite cannot change it in place
CREATE TABLE new_plain (
    a TEXT
);
-- table-rewrite: all rows of `plain` are rewritten
INSERT INTO new_plain (rowid, a)
SELECT rowid, a
FROM plain;
DROP TABLE plain;
ALTER TABLE new_plain RENAME TO plain;
-- `two_names_taken` is recreated: SQLite cannot change it in place
CREATE TABLE new_two_names_taken (
    rowid TEXT,
    oid TEXT,
    b TEXT
);
-- table-rewrite: all rows of `two_names_taken` are rewritten
INSERT INTO new_two_names_taken (_rowid_, rowid, oid, b)
SELECT _rowid_, rowid, oid, b
FROM two_names_taken;
DROP TABLE two_names_taken;
ALTER TABLE new_two_names_taken RENAME TO two_names_taken;
-- `wide` is recreated: SQLite cannot change it in place
CREATE TABLE new_wide (
    id BIGINT PRIMARY KEY,
    b TEXT
);
-- table-rewrite: all rows of `wide` are rewritten
INSERT INTO new_wide (rowid, id, b)
SELECT rowid, id, b
FROM wide;
DROP TABLE wide;
ALTER TABLE new_wide RENAME TO wide;
-- `without` is recreated: SQLite cannot change it in place
CREATE TABLE new_without (
    id TEXT NOT NULL PRIMARY KEY,
    b TEXT
) WITHOUT ROWID;
-- table-rewrite: all rows of `without` are rewritten
INSERT INTO new_without (id, b)
SELECT id, b
FROM "without";
DROP TABLE "without";
ALTER TABLE new_without RENAME TO "without";
COMMIT;
PRAGMA foreign_keys = ON;
