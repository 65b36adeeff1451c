CREATE TABLE t (id serial PRIMARY KEY, u uuid, j jsonb, d date, b boolean);
