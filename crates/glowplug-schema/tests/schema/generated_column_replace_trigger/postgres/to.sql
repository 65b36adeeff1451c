CREATE TABLE docs (id serial PRIMARY KEY, body text, words tsvector GENERATED ALWAYS AS (to_tsvector('english', coalesce(body, ''))) STORED);
CREATE INDEX docs_words_idx ON docs USING gin (words);
