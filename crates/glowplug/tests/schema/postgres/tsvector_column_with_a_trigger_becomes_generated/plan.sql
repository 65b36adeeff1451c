-- up
DROP TRIGGER docs_words ON docs;
DROP INDEX docs_words_idx;
-- data-loss: the values of docs.words are gone
ALTER TABLE docs DROP COLUMN words;
-- table-rewrite: each row's value is computed
ALTER TABLE docs
    ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('english'::regconfig, COALESCE(body, ''::text))) STORED;
-- alone
CREATE INDEX CONCURRENTLY docs_words_idx ON docs USING gin (words);

-- down
ALTER TABLE docs ALTER COLUMN words DROP EXPRESSION;
CREATE TRIGGER docs_words BEFORE INSERT OR UPDATE ON docs FOR EACH ROW EXECUTE FUNCTION tsvector_update_trigger('words', 'pg_catalog.english', 'body');
