CREATE TABLE t (id serial PRIMARY KEY, active bigint NOT NULL DEFAULT 1, old smallint);
