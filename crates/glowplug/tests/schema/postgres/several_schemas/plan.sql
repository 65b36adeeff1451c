-- up
CREATE SCHEMA "Other";
COMMENT ON SCHEMA "Other" IS 'for the rest';
ALTER TYPE app.mood ADD VALUE 'good';
ALTER SEQUENCE app.users_id_seq AS bigint;
ALTER TABLE app.users ADD COLUMN name text;
-- table-rewrite: values are converted
ALTER TABLE app.users ALTER COLUMN id TYPE bigint USING id::bigint;
CREATE TABLE "Other".users (
    id serial PRIMARY KEY,
    of integer
);
ALTER TABLE "Other".users
    ADD CONSTRAINT users_of_fkey FOREIGN KEY (of) REFERENCES app.users(id);
-- table-rewrite: values are converted
ALTER TABLE audit ALTER COLUMN user_id TYPE bigint USING user_id::bigint;
CREATE FUNCTION "Other".touch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RETURN new; END $function$;
CREATE VIEW "Other".names AS
 SELECT u.name
   FROM (app.users u
     JOIN "Other".users USING (id));
CREATE TRIGGER touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION "Other".touch();

-- down
DROP VIEW "Other".names;
DROP TRIGGER touch ON app.users;
DROP FUNCTION "Other".touch();
-- cannot be changed in place: another one takes its place
ALTER TYPE app.mood RENAME TO mood_old;
CREATE TYPE app.mood AS ENUM ('ok');
-- table-rewrite: values are converted
-- may-fail: app.users.mood may hold 'good'
ALTER TABLE app.users ALTER COLUMN mood TYPE app.mood USING mood::text::app.mood;
DROP TYPE app.mood_old;
-- may-fail: app.users_id_seq may have counted beyond its new bounds
ALTER SEQUENCE app.users_id_seq AS integer;
-- data-loss: the values of app.users.name are gone
ALTER TABLE app.users DROP COLUMN name;
-- table-rewrite: values are converted
-- may-fail: audit.user_id may hold numbers beyond the range of the new type
ALTER TABLE audit ALTER COLUMN user_id TYPE integer USING user_id::integer;
-- data-loss: all rows of "Other".users are gone
DROP TABLE "Other".users;
-- table-rewrite: values are converted
-- may-fail: app.users.id may hold numbers beyond the range of the new type
ALTER TABLE app.users ALTER COLUMN id TYPE integer USING id::integer;
DROP SCHEMA "Other";
