CREATE FUNCTION float_gap(a float8, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE RETURN a - b;
CREATE TYPE floats AS RANGE (subtype = float8, subtype_diff = float_gap, multirange_type_name = many_floats);
CREATE TABLE t (id serial PRIMARY KEY, f floats, m many_floats);
