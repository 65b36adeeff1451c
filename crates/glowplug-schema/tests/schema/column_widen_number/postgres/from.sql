CREATE TABLE t (id serial PRIMARY KEY, a smallint, b bigint, c numeric(8,2), d numeric(10,4), e real, f integer);
