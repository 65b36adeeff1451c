-- up
CREATE TEXT SEARCH DICTIONARY german (TEMPLATE = snowball, language = 'german', stopwords = 'german');
DROP TEXT SEARCH CONFIGURATION plain;
CREATE TEXT SEARCH CONFIGURATION deutsch (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION deutsch ADD MAPPING FOR asciiword, word WITH german, simple;
ALTER TEXT SEARCH CONFIGURATION deutsch ADD MAPPING FOR numword, email, url, host, sfloat, version, hword_numpart, hword_part, hword_asciipart, numhword, asciihword, hword, url_path, file, "float", "int", uint WITH simple;
COMMENT ON TEXT SEARCH CONFIGURATION deutsch IS 'for the German texts';
CREATE TEXT SEARCH CONFIGURATION plain (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION plain ADD MAPPING FOR asciiword, word, numword, url, host, sfloat, version, hword_numpart, hword_part, hword_asciipart, numhword, asciihword, hword, url_path, file, "float", "int", uint WITH simple;
-- table-rewrite: each row's value is computed
ALTER TABLE docs
    ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('deutsch'::regconfig, COALESCE(body, ''::text))) STORED;
-- alone
CREATE INDEX CONCURRENTLY docs_search ON docs USING gin (search);

-- down
DROP TEXT SEARCH CONFIGURATION plain;
CREATE TEXT SEARCH CONFIGURATION plain (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION plain ADD MAPPING FOR asciiword, word, numword, email, url, host, sfloat, version, hword_numpart, hword_part, hword_asciipart, numhword, asciihword, hword, url_path, file, "float", "int", uint WITH simple;
DROP INDEX docs_search;
ALTER TABLE docs DROP COLUMN search;
DROP TEXT SEARCH CONFIGURATION deutsch;
DROP TEXT SEARCH DICTIONARY german;
