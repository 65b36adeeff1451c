CREATE TYPE address AS (street text, "Zip" varchar(10), at point);
COMMENT ON TYPE address IS 'where';
CREATE TABLE t (id serial PRIMARY KEY, home address, others address[]);
