CREATE FUNCTION short_id() RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT substr(md5(random()::text), 1, 8) $$;
CREATE FUNCTION fixed() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 7 $$;
CREATE TABLE t (id serial PRIMARY KEY, code text NOT NULL DEFAULT short_id(), n integer NOT NULL DEFAULT fixed());
