-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `countries` is recreated: SQLite cannot change it in place
CREATE TABLE new_countries (
    code VARCHAR(8) NOT NULL PRIMARY KEY
);
-- table-rewrite: all rows of `countries` are rewritten
INSERT INTO new_countries (rowid, code)
SELECT rowid, code
FROM countries;
DROP TABLE countries;
ALTER TABLE new_countries RENAME TO countries;
-- `cities` is recreated: SQLite cannot change it in place
CREATE TABLE new_cities (
    id INTEGER PRIMARY KEY,
    country VARCHAR(8) REFERENCES countries (code)
);
-- table-rewrite: all rows of `cities` are rewritten
INSERT INTO new_cities (id, country)
SELECT id, country
FROM cities;
DROP TABLE cities;
ALTER TABLE new_cities RENAME TO cities;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `countries` is recreated: SQLite cannot change it in place
CREATE TABLE new_countries (
    code VARCHAR(2) NOT NULL PRIMARY KEY
);
-- table-rewrite: all rows of `countries` are rewritten
INSERT INTO new_countries (rowid, code)
SELECT rowid, code
FROM countries;
DROP TABLE countries;
ALTER TABLE new_countries RENAME TO countries;
-- `cities` is recreated: SQLite cannot change it in place
CREATE TABLE new_cities (
    id INTEGER PRIMARY KEY,
    country VARCHAR(2) REFERENCES countries (code)
);
-- table-rewrite: all rows of `cities` are rewritten
INSERT INTO new_cities (id, country)
SELECT id, country
FROM cities;
DROP TABLE cities;
ALTER TABLE new_cities RENAME TO cities;
COMMIT;
PRAGMA foreign_keys = ON;
