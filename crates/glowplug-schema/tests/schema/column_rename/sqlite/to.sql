CREATE TABLE users (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL CHECK (full_name <> ''), upper_name TEXT AS (upper(full_name)));
CREATE UNIQUE INDEX users_name ON users (lower(full_name)) WHERE full_name > 'a';
CREATE VIEW names AS SELECT full_name FROM users;
CREATE TRIGGER polite AFTER UPDATE OF full_name ON users BEGIN DELETE FROM users WHERE full_name = new.full_name; END;
