-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `docs` is recreated: SQLite cannot change it in place
CREATE TABLE new_docs (
    id INTEGER PRIMARY KEY,
    body TEXT,
    words INTEGER GENERATED ALWAYS AS (length(body)) STORED
);
-- table-rewrite: all rows of `docs` are rewritten
-- data-loss: the values of `docs.words` are lost
INSERT INTO new_docs (id, body)
SELECT id, body
FROM docs;
DROP TABLE docs;
ALTER TABLE new_docs RENAME TO docs;
CREATE INDEX docs_words_idx ON docs (words);
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `docs` is recreated: SQLite cannot change it in place
CREATE TABLE new_docs (
    id INTEGER PRIMARY KEY,
    body TEXT,
    words INTEGER
);
-- table-rewrite: all rows of `docs` are rewritten
INSERT INTO new_docs (id, body, words)
SELECT id, body, words
FROM docs;
DROP TABLE docs;
ALTER TABLE new_docs RENAME TO docs;
CREATE INDEX docs_words_idx ON docs (words);
CREATE TRIGGER docs_words AFTER INSERT ON docs
BEGIN
    UPDATE docs SET words = length(body) WHERE id = new.id;
END;
COMMIT;
PRAGMA foreign_keys = ON;
