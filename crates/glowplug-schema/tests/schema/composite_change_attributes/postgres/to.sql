CREATE TYPE address AS (street text, country text);
CREATE TABLE t (id serial PRIMARY KEY, home address);
