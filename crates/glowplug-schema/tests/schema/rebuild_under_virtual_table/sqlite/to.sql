CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(text, content=notes, content_rowid=id);
CREATE TRIGGER notes_added AFTER INSERT ON notes BEGIN INSERT INTO words (rowid, text) VALUES (new.id, new.text); END;
