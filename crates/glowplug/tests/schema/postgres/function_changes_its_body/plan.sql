-- up
-- constraint t_a_check of t, index t_double_idx: made with the function as it was, and not made again
CREATE OR REPLACE FUNCTION double(n integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$SELECT n * 2$function$;
COMMENT ON FUNCTION double(integer) IS 'twice as much';

-- down
-- constraint t_a_check of t, index t_double_idx: made with the function as it was, and not made again
CREATE OR REPLACE FUNCTION double(n integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT n + n$function$;
COMMENT ON FUNCTION double(integer) IS NULL;
