CREATE TABLE docs (id serial PRIMARY KEY, body text, words tsvector);
CREATE INDEX docs_words_idx ON docs USING gin (words);
CREATE TRIGGER docs_words BEFORE INSERT OR UPDATE ON docs FOR EACH ROW EXECUTE FUNCTION tsvector_update_trigger('words', 'pg_catalog.english', 'body');
