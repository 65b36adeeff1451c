CREATE TYPE address AS (street text, zip text);
CREATE TABLE t (id serial PRIMARY KEY, home address);
