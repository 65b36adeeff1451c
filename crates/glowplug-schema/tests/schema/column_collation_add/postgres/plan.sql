-- up
CREATE TYPE pair AS (
    a text COLLATE "C",
    b text
);
CREATE DOMAIN plain AS text COLLATE "C";
ALTER TABLE t ADD COLUMN title text COLLATE "C" NOT NULL DEFAULT ''::text;
-- alone
-- may-fail: rows of t may have the same title
CREATE UNIQUE INDEX CONCURRENTLY t_title_key ON t (title);
CREATE INDEX CONCURRENTLY t_name_idx ON t (name COLLATE "C" DESC);
-- later
ALTER TABLE t ADD CONSTRAINT t_title_key UNIQUE USING INDEX t_title_key;

-- down
DROP INDEX t_name_idx;
ALTER TABLE t DROP CONSTRAINT t_title_key;
-- data-loss: the values of t.title are lost
ALTER TABLE t DROP COLUMN title;
DROP DOMAIN plain;
DROP TYPE pair;
