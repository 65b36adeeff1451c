CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES nodes (id) ON DELETE CASCADE, path TEXT UNIQUE);
CREATE INDEX nodes_parent_id_idx ON nodes (parent_id);
