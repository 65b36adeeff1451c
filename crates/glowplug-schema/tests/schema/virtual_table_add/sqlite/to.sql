CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE VIRTUAL TABLE notes_search USING fts5(text, content='notes', content_rowid='id');
CREATE TRIGGER notes_added AFTER INSERT ON notes BEGIN INSERT INTO notes_search (rowid, text) VALUES (new.id, new.text); END;
