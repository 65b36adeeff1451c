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
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('app.mood'::regtype::oid)
), defaults AS (
    SELECT object, acl.grantee FROM me
    JOIN pg_default_acl ON defaclrole = me.id
    JOIN kept ON kind = defaclobjtype
    CROSS JOIN aclexplode(defaclacl) acl
), privileges AS (
    SELECT object, columns, acl.* FROM kept
    CROSS JOIN aclexplode(coalesce(acl, acldefault(kind, owner))) acl
    WHERE acl IS NOT NULL OR object IN (SELECT object FROM defaults)
), statements (step, sql) AS (
    SELECT 1, pg_catalog.format('REVOKE ALL ON %s FROM PUBLIC, CURRENT_USER', object)
    FROM privileges WHERE columns = ''
    UNION
    SELECT 1, pg_catalog.format('REVOKE ALL ON %s FROM %s', object, grantee::regrole)
    FROM defaults WHERE grantee <> 0::oid
    UNION ALL
    SELECT 2, pg_catalog.concat(
        'GRANT ', privilege_type, columns, ' ON ', object,
        ' TO ', CASE WHEN grantee = 0::oid THEN 'PUBLIC' ELSE grantee::regrole::text END,
        CASE WHEN is_grantable THEN ' WITH GRANT OPTION' END
    ) FROM privileges
    UNION ALL
    SELECT 3, pg_catalog.format('ALTER %s OWNER TO %s', owned, owner::regrole)
    FROM kept JOIN me ON me.id <> owner WHERE owned <> ''
)
SELECT set_config('glowplug.privileges', coalesce(string_agg(sql, '; ' ORDER BY step), ''), false)
FROM statements;
-- cannot be changed in place: another one takes its place
ALTER TYPE app.mood RENAME TO mood_old;
CREATE TYPE app.mood AS ENUM ('ok');
-- table-rewrite: values are converted
-- may-fail: app.users.mood may hold 'good'
ALTER TABLE app.users ALTER COLUMN mood TYPE app.mood USING mood::text::app.mood;
DROP TYPE app.mood_old;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
-- may-fail: app.users_id_seq may have counted beyond its new bounds
ALTER SEQUENCE app.users_id_seq AS integer;
-- data-loss: the values of app.users.name are lost
ALTER TABLE app.users DROP COLUMN name;
-- table-rewrite: values are converted
-- may-fail: audit.user_id may hold numbers beyond the range of the new type
ALTER TABLE audit ALTER COLUMN user_id TYPE integer USING user_id::integer;
-- data-loss: all rows of "Other".users are lost
DROP TABLE "Other".users;
-- table-rewrite: values are converted
-- may-fail: app.users.id may hold numbers beyond the range of the new type
ALTER TABLE app.users ALTER COLUMN id TYPE integer USING id::integer;
DROP SCHEMA "Other";
