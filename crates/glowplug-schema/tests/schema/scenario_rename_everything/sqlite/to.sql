CREATE TABLE people (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL CONSTRAINT people_named CHECK (full_name <> ''), team INTEGER REFERENCES people (id));
CREATE INDEX people_name ON people (full_name);
CREATE VIEW people_names(name) AS SELECT full_name FROM people;
CREATE TRIGGER people_polite AFTER INSERT ON people BEGIN UPDATE people SET full_name = trim(full_name) WHERE id = new.id; END;
