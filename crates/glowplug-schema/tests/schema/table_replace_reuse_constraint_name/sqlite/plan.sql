-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- data-loss: all rows of `old_links` are lost
DROP TABLE old_links;
CREATE TABLE links (
    id INTEGER PRIMARY KEY,
    a INTEGER,
    CONSTRAINT to_a FOREIGN KEY (a) REFERENCES a (id)
);
-- `b` is recreated: SQLite cannot change it in place
CREATE TABLE new_b (
    id INTEGER PRIMARY KEY,
    link INTEGER REFERENCES links (id)
);
-- table-rewrite: all rows of `b` are rewritten
-- may-fail: it fails where rows of `b` have no row in `links`
INSERT INTO new_b (id, link)
SELECT id, link
FROM b;
DROP TABLE b;
ALTER TABLE new_b RENAME TO b;
CREATE INDEX links_a ON links (a);
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- data-loss: all rows of `links` are lost
DROP TABLE links;
CREATE TABLE old_links (
    id INTEGER PRIMARY KEY,
    a INTEGER,
    CONSTRAINT to_a FOREIGN KEY (a) REFERENCES a (id)
);
-- `b` is recreated: SQLite cannot change it in place
CREATE TABLE new_b (
    id INTEGER PRIMARY KEY,
    link INTEGER REFERENCES old_links (id)
);
-- table-rewrite: all rows of `b` are rewritten
-- may-fail: it fails where rows of `b` have no row in `old_links`
INSERT INTO new_b (id, link)
SELECT id, link
FROM b;
DROP TABLE b;
ALTER TABLE new_b RENAME TO b;
CREATE INDEX links_a ON old_links (a);
COMMIT;
PRAGMA foreign_keys = ON;
