CREATE TYPE row_kept AS (x int, y text);
CREATE TABLE kept OF row_kept (PRIMARY KEY (x));
CREATE TYPE row_grown AS (x int, y text);
CREATE TABLE grown OF row_grown;
CREATE TYPE row_tied AS (x int, y text);
CREATE TABLE tied (x int, y text);
CREATE TABLE freed OF row_tied (y WITH OPTIONS NOT NULL);
