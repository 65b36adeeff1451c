CREATE TABLE t (id serial PRIMARY KEY, name text, title text COLLATE "C" NOT NULL DEFAULT '', UNIQUE (title));
CREATE INDEX t_name_idx ON t (name COLLATE "C" DESC);
CREATE DOMAIN plain AS text COLLATE "C";
CREATE TYPE pair AS (a text COLLATE "C", b text);
