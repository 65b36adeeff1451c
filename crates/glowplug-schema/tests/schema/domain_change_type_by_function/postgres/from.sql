CREATE DOMAIN body AS text;
CREATE TABLE t (id serial PRIMARY KEY, body body);
