CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''), upper_name TEXT AS (upper(name)));
CREATE UNIQUE INDEX users_name ON users (lower(name)) WHERE name > 'a';
CREATE VIEW names AS SELECT name FROM users;
CREATE TRIGGER polite AFTER UPDATE OF name ON users BEGIN DELETE FROM users WHERE name = new.name; END;
