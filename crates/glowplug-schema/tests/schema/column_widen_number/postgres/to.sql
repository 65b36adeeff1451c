CREATE TABLE t (id serial PRIMARY KEY, a integer, b integer, c numeric(12,2), d numeric(10,2), e double precision, f numeric);
