CREATE TABLE t (id serial PRIMARY KEY, a text COMPRESSION pglz, b text, c text);
ALTER TABLE t ALTER a SET STORAGE MAIN, ALTER a SET (n_distinct = -0.5);
