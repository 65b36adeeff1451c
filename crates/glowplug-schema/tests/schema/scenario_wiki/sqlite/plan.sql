-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE revisions (
    title TEXT NOT NULL REFERENCES pages (title) ON DELETE CASCADE ON UPDATE CASCADE,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (title, version)
) WITHOUT ROWID;
ALTER TABLE pages ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
-- `links` is recreated: SQLite cannot change it in place
CREATE TABLE new_links (
    source TEXT NOT NULL REFERENCES pages (title) ON DELETE CASCADE ON UPDATE CASCADE,
    target TEXT NOT NULL,
    PRIMARY KEY (source, target)
);
-- table-rewrite: all rows of `links` are rewritten
INSERT INTO new_links (rowid, source, target)
SELECT rowid, source, target
FROM links;
DROP TABLE links;
ALTER TABLE new_links RENAME TO links;
CREATE INDEX links_target_idx ON links (target);
CREATE VIEW dead_links AS
SELECT l.source, l.target
FROM links l LEFT JOIN pages p ON p.title = l.target
WHERE p.title IS NULL;
CREATE TRIGGER pages_revision AFTER UPDATE OF body ON pages
WHEN old.body IS NOT new.body
BEGIN
    INSERT INTO revisions (title, version, body) VALUES (old.title, old.version, old.body);
    UPDATE pages SET version = old.version + 1 WHERE title = new.title;
END;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP TRIGGER pages_revision;
DROP VIEW dead_links;
-- data-loss: all rows of `revisions` are lost
DROP TABLE revisions;
-- data-loss: the values of `pages.version` are lost
-- table-rewrite: all rows of `pages` are rewritten
ALTER TABLE pages DROP COLUMN version;
-- `links` is recreated: SQLite cannot change it in place
CREATE TABLE new_links (
    source TEXT NOT NULL REFERENCES pages (title) ON UPDATE CASCADE,
    target TEXT NOT NULL,
    PRIMARY KEY (source, target)
);
-- table-rewrite: all rows of `links` are rewritten
INSERT INTO new_links (rowid, source, target)
SELECT rowid, source, target
FROM links;
DROP TABLE links;
ALTER TABLE new_links RENAME TO links;
COMMIT;
PRAGMA foreign_keys = ON;
