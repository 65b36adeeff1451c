-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `countries` is recreated: SQLite cannot change it in place
CREATE TABLE new_countries (
    code CHAR(3) PRIMARY KEY
);
-- table-rewrite: all rows of `countries` are rewritten
INSERT INTO new_countries (rowid, code)
SELECT rowid, code
FROM countries;
DROP TABLE countries;
ALTER TABLE new_countries RENAME TO countries;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `countries` is recreated: SQLite cannot change it in place
CREATE TABLE new_countries (
    code CHAR(2) PRIMARY KEY
);
-- table-rewrite: all rows of `countries` are rewritten
INSERT INTO new_countries (rowid, code)
SELECT rowid, code
FROM countries;
DROP TABLE countries;
ALTER TABLE new_countries RENAME TO countries;
COMMIT;
PRAGMA foreign_keys = ON;
