-- up
-- data-loss: domain small, partitions of p, column t.b, constraint t_a_check of t, index t_double_idx: existing rows keep what the old function computed or accepted
CREATE OR REPLACE FUNCTION double(n integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$SELECT n * 2$function$;
COMMENT ON FUNCTION double(integer) IS 'twice as much';

-- down
-- data-loss: domain small, partitions of p, column t.b, constraint t_a_check of t, index t_double_idx: existing rows keep what the old function computed or accepted
CREATE OR REPLACE FUNCTION double(n integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT n + n$function$;
COMMENT ON FUNCTION double(integer) IS NULL;
