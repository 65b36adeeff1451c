CREATE TABLE docs (id INT PRIMARY KEY, body VARCHAR(200), words INT AS (CHAR_LENGTH(body)) STORED, KEY docs_words_idx (words));
