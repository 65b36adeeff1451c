CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE EXTENSION ltree;
CREATE TABLE t (id serial PRIMARY KEY, mail citext UNIQUE, tags hstore NOT NULL DEFAULT '', path ltree, paths ltree[]);
CREATE INDEX t_path_idx ON t USING gist (path);
CREATE INDEX t_tags_idx ON t USING gin (tags);
