CREATE TYPE row_kept AS (x int, y text);
CREATE TABLE kept OF row_kept (PRIMARY KEY (x));
CREATE TYPE row_grown AS (x int, y text, z date);
CREATE TABLE grown OF row_grown;
CREATE TYPE row_tied AS (x int, y text);
CREATE TABLE tied OF row_tied;
CREATE TABLE freed (x int, y text NOT NULL, z int);
CREATE TABLE came OF row_kept (
    x WITH OPTIONS PRIMARY KEY,
    y WITH OPTIONS NOT NULL DEFAULT 'none',
    CHECK (x > 0)
);
