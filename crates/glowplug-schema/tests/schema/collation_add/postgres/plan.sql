-- up
CREATE SCHEMA other;
CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
COMMENT ON COLLATION nocase IS 'upper and lower case are the same';
CREATE COLLATION other."numeric" (provider = icu, locale = 'en-u-kn-true');
CREATE COLLATION posix (provider = libc, lc_collate = 'POSIX', lc_ctype = 'C');
CREATE DOMAIN label AS text COLLATE nocase;
CREATE TYPE pair AS (
    a text COLLATE posix,
    b label
);
ALTER TABLE words ADD COLUMN word text COLLATE nocase;
ALTER TABLE words ADD COLUMN label label;
ALTER TABLE words ALTER COLUMN plain TYPE text COLLATE other."numeric";
-- alone
CREATE UNIQUE INDEX CONCURRENTLY words_word_key ON words (word);
CREATE INDEX CONCURRENTLY words_posix ON words (lower(plain) COLLATE posix);
-- later
ALTER TABLE words ADD CONSTRAINT words_word_key UNIQUE USING INDEX words_word_key;

-- down
DROP INDEX words_posix;
ALTER TABLE words DROP CONSTRAINT words_word_key;
-- data-loss: the values of words.label are lost
ALTER TABLE words DROP COLUMN label;
-- data-loss: the values of words.word are lost
ALTER TABLE words DROP COLUMN word;
ALTER TABLE words ALTER COLUMN plain TYPE text;
DROP COLLATION other."numeric";
DROP TYPE pair;
DROP DOMAIN label;
DROP COLLATION nocase;
DROP COLLATION posix;
DROP SCHEMA other;
