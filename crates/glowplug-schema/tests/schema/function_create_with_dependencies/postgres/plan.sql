-- up
CREATE TABLE a_table (
    id serial PRIMARY KEY
);
CREATE FUNCTION newest()
 RETURNS a_table
 LANGUAGE sql
AS $function$SELECT a_table FROM a_table ORDER BY id DESC LIMIT 1$function$;
CREATE FUNCTION zero()
 RETURNS bigint
 LANGUAGE sql
AS $function$SELECT count(*) FROM a_table$function$;
CREATE FUNCTION again()
 RETURNS bigint
 LANGUAGE sql
AS $function$SELECT zero()$function$;
CREATE TABLE counts (
    n bigint DEFAULT again()
);

-- down
DROP FUNCTION newest();
-- data-loss: all rows of a_table are lost
DROP TABLE a_table;
-- data-loss: all rows of counts are lost
DROP TABLE counts;
DROP FUNCTION again();
DROP FUNCTION zero();
