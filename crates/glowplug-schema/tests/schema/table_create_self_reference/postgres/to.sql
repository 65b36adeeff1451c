CREATE TABLE nodes (id serial PRIMARY KEY, parent_id integer REFERENCES nodes ON DELETE CASCADE, path text UNIQUE);
CREATE INDEX nodes_parent_id_idx ON nodes (parent_id);
