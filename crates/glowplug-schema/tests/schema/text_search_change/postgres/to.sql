CREATE TEXT SEARCH DICTIONARY german (TEMPLATE = snowball, LANGUAGE = german, STOPWORDS = german);
CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION plain DROP MAPPING FOR email;
CREATE TEXT SEARCH CONFIGURATION deutsch (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION deutsch ALTER MAPPING FOR asciiword, word WITH german, simple;
COMMENT ON TEXT SEARCH CONFIGURATION deutsch IS 'for the German texts';
CREATE TABLE docs (
    id int PRIMARY KEY,
    body text,
    search tsvector GENERATED ALWAYS AS (to_tsvector('deutsch', coalesce(body, ''))) STORED
);
CREATE INDEX docs_search ON docs USING gin (search);
