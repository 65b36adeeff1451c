CREATE DOMAIN body AS bytea;
CREATE TABLE t (id serial PRIMARY KEY, body body);
