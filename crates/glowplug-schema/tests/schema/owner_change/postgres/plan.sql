-- up
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE FUNCTION total()
 RETURNS integer
 LANGUAGE sql
AS $function$ SELECT 1 $function$;
ALTER TABLE taken OWNER TO CURRENT_USER;
ALTER FUNCTION total() OWNER TO pg_signal_backend;
ALTER TABLE given OWNER TO pg_monitor;
ALTER TYPE mood OWNER TO pg_monitor;

-- down
DROP FUNCTION total();
DROP TYPE mood;
ALTER TABLE given OWNER TO CURRENT_USER;
ALTER TABLE taken OWNER TO pg_monitor;
