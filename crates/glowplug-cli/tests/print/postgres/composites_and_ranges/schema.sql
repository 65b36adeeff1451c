CREATE TYPE address AS (street text, town text); CREATE TYPE float_range AS RANGE (subtype = float8);
CREATE TABLE other (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, a address, r float_range, row_of other, m float_multirange);
