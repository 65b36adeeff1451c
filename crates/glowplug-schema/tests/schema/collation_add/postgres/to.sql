CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
COMMENT ON COLLATION nocase IS 'upper and lower case are the same';
CREATE COLLATION posix (provider = libc, lc_collate = 'POSIX', lc_ctype = 'C');
CREATE SCHEMA other;
CREATE COLLATION other.numeric (provider = icu, locale = 'en-u-kn-true');
CREATE DOMAIN label AS text COLLATE nocase;
CREATE TYPE pair AS (a text COLLATE posix, b label);
CREATE TABLE words (
    id int PRIMARY KEY,
    plain text COLLATE other.numeric,
    word text COLLATE nocase UNIQUE,
    label label
);
CREATE INDEX words_posix ON words (lower(plain) COLLATE posix);
