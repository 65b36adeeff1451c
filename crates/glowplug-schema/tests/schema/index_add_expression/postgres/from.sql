CREATE EXTENSION btree_gist;
CREATE EXTENSION pg_trgm;
CREATE TABLE docs (
    id int PRIMARY KEY,
    body text,
    german text COLLATE "C",
    tags text[],
    data jsonb,
    low int,
    high int,
    spot point
);
