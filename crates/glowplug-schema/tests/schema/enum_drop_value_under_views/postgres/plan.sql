-- up
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('colors'::regclass::oid, 'red_cars'::regclass::oid, 'count_of_red'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('colors'::regclass::oid, 'red_cars'::regclass::oid, 'count_of_red'::regclass::oid) AND attacl IS NOT NULL
    UNION ALL
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('paint'::regtype::oid, 'color'::regtype::oid)
    UNION ALL
    SELECT 'FUNCTION is_red(color)', 'FUNCTION is_red(color)', 'f'::"char", proowner, '', proacl FROM pg_proc WHERE oid = 'is_red(color)'::regprocedure::oid
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
DROP FUNCTION is_red(color);
ALTER DOMAIN paint DROP CONSTRAINT paint_check;
ALTER TABLE cars ALTER COLUMN before DROP DEFAULT;
DROP MATERIALIZED VIEW colors;
DROP VIEW count_of_red;
DROP VIEW red_cars;
DROP INDEX cars_red_idx;
-- cannot be changed in place: another one takes its place
ALTER TYPE color RENAME TO color_old;
CREATE TYPE color AS ENUM ('green', 'blue');
-- table-rewrite: values are converted
-- may-fail: cars.before may hold 'red'
-- may-fail: cars.color may hold 'red'
ALTER TABLE cars
    ALTER COLUMN before TYPE color[] USING before::text[]::color[],
    ALTER COLUMN color TYPE color USING color::text::color;
-- cannot be changed in place: another one takes its place
ALTER DOMAIN paint RENAME TO paint_old;
CREATE DOMAIN paint AS color;
-- table-rewrite: values are converted
-- may-fail: cars.coat may hold 'red'
ALTER TABLE cars ALTER COLUMN coat TYPE paint USING coat::text::paint;
DROP DOMAIN paint_old;
DROP TYPE color_old;
ALTER DOMAIN paint ADD CONSTRAINT paint_check CHECK (VALUE <> 'blue'::color) NOT VALID;
ALTER TABLE cars ALTER COLUMN before SET DEFAULT '{green}'::color[];
CREATE FUNCTION is_red(of color)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT of = 'green' $function$;
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW colors AS
 SELECT cars.color,
    count(*) AS cars
   FROM cars
  GROUP BY cars.color;
CREATE UNIQUE INDEX colors_color_idx ON colors (color);
CREATE VIEW red_cars AS
 SELECT cars.id,
    cars.color
   FROM cars
  WHERE (cars.color = 'green'::color);
CREATE VIEW count_of_red AS
 SELECT count(*) AS cars
   FROM red_cars;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
-- alone
CREATE INDEX CONCURRENTLY cars_red_idx ON cars (id) WHERE (color = 'green'::color);
-- later
-- may-fail: columns of type paint may hold values that violate the check
-- long-lock: all values are looked at
ALTER DOMAIN paint VALIDATE CONSTRAINT paint_check;

-- down
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('colors'::regclass::oid, 'red_cars'::regclass::oid, 'count_of_red'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('colors'::regclass::oid, 'red_cars'::regclass::oid, 'count_of_red'::regclass::oid) AND attacl IS NOT NULL
    UNION ALL
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('paint'::regtype::oid, 'color'::regtype::oid)
    UNION ALL
    SELECT 'FUNCTION is_red(color)', 'FUNCTION is_red(color)', 'f'::"char", proowner, '', proacl FROM pg_proc WHERE oid = 'is_red(color)'::regprocedure::oid
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
DROP FUNCTION is_red(color);
ALTER DOMAIN paint DROP CONSTRAINT paint_check;
ALTER TABLE cars ALTER COLUMN before DROP DEFAULT;
DROP MATERIALIZED VIEW colors;
DROP VIEW count_of_red;
DROP VIEW red_cars;
DROP INDEX cars_red_idx;
-- cannot be changed in place: another one takes its place
ALTER TYPE color RENAME TO color_old;
CREATE TYPE color AS ENUM ('red', 'green', 'blue');
-- table-rewrite: values are converted
ALTER TABLE cars
    ALTER COLUMN before TYPE color[] USING before::text[]::color[],
    ALTER COLUMN color TYPE color USING color::text::color;
-- cannot be changed in place: another one takes its place
ALTER DOMAIN paint RENAME TO paint_old;
CREATE DOMAIN paint AS color;
-- table-rewrite: values are converted
ALTER TABLE cars ALTER COLUMN coat TYPE paint USING coat::text::paint;
DROP DOMAIN paint_old;
DROP TYPE color_old;
-- may-fail: columns of type paint may hold values that violate the check
-- long-lock: all values are looked at
ALTER DOMAIN paint ADD CONSTRAINT paint_check CHECK (VALUE <> 'blue'::color);
ALTER TABLE cars ALTER COLUMN before SET DEFAULT '{red}'::color[];
-- long-lock: the index is built at once
CREATE INDEX cars_red_idx ON cars (id) WHERE (color = 'red'::color);
CREATE FUNCTION is_red(of color)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT of = 'red' $function$;
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW colors AS
 SELECT cars.color,
    count(*) AS cars
   FROM cars
  GROUP BY cars.color;
CREATE UNIQUE INDEX colors_color_idx ON colors (color);
CREATE VIEW red_cars AS
 SELECT cars.id,
    cars.color
   FROM cars
  WHERE (cars.color = 'red'::color);
CREATE VIEW count_of_red AS
 SELECT count(*) AS cars
   FROM red_cars;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
