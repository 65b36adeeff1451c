CREATE TABLE t (id serial PRIMARY KEY, a bigint[], b text[] NOT NULL DEFAULT '{x}', c text[]);
