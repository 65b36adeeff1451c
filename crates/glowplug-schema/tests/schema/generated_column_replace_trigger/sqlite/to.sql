CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT, words INTEGER AS (length(body)) STORED);
CREATE INDEX docs_words_idx ON docs (words);
