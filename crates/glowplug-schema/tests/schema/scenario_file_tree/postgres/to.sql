CREATE EXTENSION ltree;
CREATE TABLE folders (id serial PRIMARY KEY, parent_id integer REFERENCES folders ON DELETE CASCADE, name text NOT NULL, path ltree, UNIQUE NULLS NOT DISTINCT (parent_id, name));
CREATE INDEX folders_path_idx ON folders USING gist (path);
CREATE TABLE files (id serial PRIMARY KEY, folder_id integer NOT NULL REFERENCES folders ON DELETE CASCADE, name text NOT NULL, bytes bigint NOT NULL DEFAULT 0 CHECK (bytes >= 0), sha256 bytea CHECK (length(sha256) = 32));
CREATE UNIQUE INDEX files_name_idx ON files (folder_id, lower(name));
