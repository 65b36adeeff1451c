CREATE TABLE t (id serial PRIMARY KEY, level bigint NOT NULL DEFAULT 0);
