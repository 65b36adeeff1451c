-- up
DROP TRIGGER notes_added;
-- data-loss: what the virtual table `words` holds is lost, and is not loaded again
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'porter ascii');
CREATE TRIGGER notes_added AFTER INSERT ON notes
BEGIN
    INSERT INTO words (text) VALUES (new.text);
END;

-- down
DROP TRIGGER notes_added;
-- data-loss: what the virtual table `words` holds is lost, and is not loaded again
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5(text);
CREATE TRIGGER notes_added AFTER INSERT ON notes
BEGIN
    INSERT INTO words (text) VALUES (new.text);
END;
