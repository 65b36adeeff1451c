CREATE TABLE t (id serial PRIMARY KEY, a text CHECK (length(a) > 0), b integer UNIQUE, c varchar(36));
