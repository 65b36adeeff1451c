CREATE TABLE nodes (id serial PRIMARY KEY, parent_id integer REFERENCES nodes ON DELETE CASCADE, name text);
