-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW names;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    team INTEGER REFERENCES users (id),
    CONSTRAINT people_named CHECK (name <> '')
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, name, team)
SELECT id, name, team
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
CREATE INDEX people_name ON users (name);
CREATE VIEW people_names AS
SELECT name
FROM users;
CREATE TRIGGER people_polite AFTER INSERT ON users
BEGIN
    UPDATE users SET name = trim(name) WHERE id = new.id;
END;
ALTER TABLE users RENAME TO people;
ALTER TABLE people RENAME COLUMN name TO full_name;
DROP VIEW people_names;
CREATE VIEW people_names (name) AS
SELECT full_name
FROM people;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW people_names;
-- `people` is recreated: SQLite cannot change it in place
CREATE TABLE new_people (
    id INTEGER PRIMARY KEY,
    full_name TEXT NOT NULL,
    team INTEGER REFERENCES people (id),
    CONSTRAINT named CHECK (full_name <> '')
);
-- table-rewrite: all rows of `people` are rewritten
INSERT INTO new_people (id, full_name, team)
SELECT id, full_name, team
FROM people;
DROP TABLE people;
ALTER TABLE new_people RENAME TO people;
CREATE INDEX users_name ON people (full_name);
CREATE VIEW names (name) AS
SELECT full_name
FROM people;
CREATE TRIGGER polite AFTER INSERT ON people
BEGIN
    UPDATE people SET full_name = trim(full_name) WHERE id = new.id;
END;
ALTER TABLE people RENAME COLUMN full_name TO name;
ALTER TABLE people RENAME TO users;
DROP VIEW names;
CREATE VIEW names AS
SELECT name
FROM users;
COMMIT;
PRAGMA foreign_keys = ON;
