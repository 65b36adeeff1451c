-- up
-- table-rewrite: each row's value is computed
ALTER TABLE t
    ADD COLUMN total numeric GENERATED ALWAYS AS (price * (amount)::numeric) STORED,
    ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('english'::regconfig, COALESCE(title, ''::text))) STORED;
-- alone
CREATE INDEX CONCURRENTLY t_words_idx ON t USING gin (words);

-- down
DROP INDEX t_words_idx;
ALTER TABLE t DROP COLUMN total;
ALTER TABLE t DROP COLUMN words;
