CREATE TABLE docs (id INT PRIMARY KEY, body VARCHAR(200), words INT, KEY docs_words_idx (words));
CREATE TRIGGER docs_words BEFORE INSERT ON docs FOR EACH ROW SET NEW.words = CHAR_LENGTH(NEW.body);
