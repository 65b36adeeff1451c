CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT, words INTEGER);
CREATE INDEX docs_words_idx ON docs (words);
CREATE TRIGGER docs_words AFTER INSERT ON docs BEGIN UPDATE docs SET words = length(body) WHERE id = new.id; END;
