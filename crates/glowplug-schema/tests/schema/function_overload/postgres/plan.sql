-- up
CREATE AGGREGATE product(numeric) (SFUNC = numeric_mul, STYPE = numeric, INITCOND = '1');
CREATE FUNCTION rows_of(n integer)
 RETURNS TABLE(id integer, name text)
 LANGUAGE sql
 ROWS 10
AS $function$ SELECT n, 'a' $function$;
DROP FUNCTION f(text);
CREATE FUNCTION f(OUT x integer, OUT y text)
 RETURNS record
 LANGUAGE sql
AS $function$ SELECT 1, 'a' $function$;
CREATE FUNCTION f(a bigint, VARIADIC b text[])
 RETURNS SETOF text
 LANGUAGE sql
AS $function$SELECT unnest(b)$function$;
DROP PROCEDURE tidy(integer);

-- down
CREATE PROCEDURE tidy(IN days integer DEFAULT 7)
 LANGUAGE sql
AS $procedure$SELECT days$procedure$;
DROP FUNCTION f();
DROP FUNCTION f(bigint, text[]);
CREATE FUNCTION f(a text)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 2$function$;
DROP AGGREGATE product(numeric);
DROP FUNCTION rows_of(integer);
