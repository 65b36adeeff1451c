-- up
CREATE FUNCTION float_gap(a double precision, b double precision)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE
RETURN (a - b);
CREATE TYPE floats AS RANGE (
    subtype = double precision,
    subtype_diff = float_gap,
    multirange_type_name = many_floats
);
CREATE TABLE t (
    id serial PRIMARY KEY,
    f floats,
    m many_floats
);

-- down
-- data-loss: all rows of t are lost
DROP TABLE t;
DROP TYPE floats;
DROP FUNCTION float_gap(double precision, double precision);
