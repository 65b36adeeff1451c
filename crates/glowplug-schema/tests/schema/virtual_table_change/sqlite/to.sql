CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'porter ascii');
CREATE TRIGGER notes_added AFTER INSERT ON notes BEGIN INSERT INTO words (text) VALUES (new.text); END;
