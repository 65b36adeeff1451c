CREATE FUNCTION one() RETURNS integer LANGUAGE plpgsql AS $body$
BEGIN
  RETURN 1;
END
$boody$;
