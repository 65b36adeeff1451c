CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f(a bigint, VARIADIC b text[]) RETURNS SETOF text LANGUAGE sql AS 'SELECT unnest(b)';
CREATE FUNCTION f(OUT x integer, OUT y text) LANGUAGE sql AS $$ SELECT 1, 'a' $$;
CREATE FUNCTION rows_of(n integer) RETURNS TABLE (id integer, name text) LANGUAGE sql ROWS 10 AS $$ SELECT n, 'a' $$;
CREATE AGGREGATE product(numeric) (SFUNC = numeric_mul, STYPE = numeric, INITCOND = '1');
