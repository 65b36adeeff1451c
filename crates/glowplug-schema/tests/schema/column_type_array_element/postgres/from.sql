CREATE TABLE t (id serial PRIMARY KEY, a integer[], b text[] NOT NULL DEFAULT '{}', c varchar(5)[]);
