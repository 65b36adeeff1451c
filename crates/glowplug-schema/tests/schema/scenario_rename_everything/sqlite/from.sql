CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL CONSTRAINT named CHECK (name <> ''), team INTEGER REFERENCES users (id));
CREATE INDEX users_name ON users (name);
CREATE VIEW names AS SELECT name FROM users;
CREATE TRIGGER polite AFTER INSERT ON users BEGIN UPDATE users SET name = trim(name) WHERE id = new.id; END;
