CREATE EXTENSION citext;
CREATE TABLE t (id serial PRIMARY KEY, mail citext DEFAULT 'x');
