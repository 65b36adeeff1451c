-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `notes` is recreated: SQLite cannot change it in place
CREATE TABLE new_notes (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL
);
-- table-rewrite: all rows of `notes` are rewritten
-- may-fail: it fails where `notes.text` is `NULL`
INSERT INTO new_notes (id, text)
SELECT id, text
FROM notes;
DROP TABLE notes;
ALTER TABLE new_notes RENAME TO notes;
CREATE TRIGGER notes_added AFTER INSERT ON notes
BEGIN
    INSERT INTO words (rowid, text) VALUES (new.id, new.text);
END;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `notes` is recreated: SQLite cannot change it in place
CREATE TABLE new_notes (
    id INTEGER PRIMARY KEY,
    text TEXT
);
-- table-rewrite: all rows of `notes` are rewritten
INSERT INTO new_notes (id, text)
SELECT id, text
FROM notes;
DROP TABLE notes;
ALTER TABLE new_notes RENAME TO notes;
CREATE TRIGGER notes_added AFTER INSERT ON notes
BEGIN
    INSERT INTO words (rowid, text) VALUES (new.id, new.text);
END;
COMMIT;
PRAGMA foreign_keys = ON;
