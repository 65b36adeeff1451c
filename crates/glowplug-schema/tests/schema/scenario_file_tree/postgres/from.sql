CREATE TABLE folders (id serial PRIMARY KEY, parent_id integer, name text NOT NULL);
CREATE TABLE files (id serial PRIMARY KEY, folder_id integer, name text NOT NULL, bytes integer);
