-- up
CREATE VIRTUAL TABLE notes_search USING fts5(text, content='notes', content_rowid='id');
CREATE TRIGGER notes_added AFTER INSERT ON notes
BEGIN
    INSERT INTO notes_search (rowid, text) VALUES (new.id, new.text);
END;

-- down
DROP TRIGGER notes_added;
-- data-loss: all rows of `notes_search` are lost
DROP TABLE notes_search;
