-- up
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('changing'::regclass::oid, 'hot'::regclass::oid, 'means'::regclass::oid, 'private'::regclass::oid, 'shrinking'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('changing'::regclass::oid, 'hot'::regclass::oid, 'means'::regclass::oid, 'private'::regclass::oid, 'shrinking'::regclass::oid) AND NOT (attrelid = 'shrinking'::regclass::oid AND attname = 'temp') AND attacl IS NOT NULL
    UNION ALL
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('mood'::regtype::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid = 'kilns'::regclass::oid AND attname = 'twice' AND attacl IS NOT NULL
    UNION ALL
    SELECT 'FUNCTION calc(integer)', 'FUNCTION calc(integer)', 'f'::"char", proowner, '', proacl FROM pg_proc WHERE oid = 'calc(integer)'::regprocedure::oid
    UNION ALL
    SELECT 'PROCEDURE fill(integer)', 'PROCEDURE fill(integer)', 'f'::"char", proowner, '', proacl FROM pg_proc WHERE oid = 'fill(integer)'::regprocedure::oid
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
DROP VIEW changing;
DROP VIEW hot;
DROP MATERIALIZED VIEW means;
DROP VIEW private;
DROP VIEW shrinking;
-- cannot be changed in place: another one takes its place
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'happy');
-- table-rewrite: values are converted
-- may-fail: moods.mood may hold 'gone'
ALTER TABLE moods ALTER COLUMN mood TYPE mood USING mood::text::mood;
DROP TYPE mood_old;
ALTER TABLE kilns DROP COLUMN twice;
-- table-rewrite: values are converted
-- table-rewrite: each row's value is computed
ALTER TABLE kilns
    ALTER COLUMN temp TYPE bigint USING temp::bigint,
    ADD COLUMN twice bigint GENERATED ALWAYS AS (temp * 3) STORED;
DROP FUNCTION calc(integer);
DROP PROCEDURE fill(integer);
CREATE FUNCTION calc(x integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT x + 1::bigint $function$;
CREATE PROCEDURE fill(IN y integer)
 LANGUAGE sql
AS $procedure$ SELECT 1 $procedure$;
CREATE OR REPLACE AGGREGATE greatest_of(integer) (SFUNC = int4larger, STYPE = integer, FINALFUNC = int4um, FINALFUNC_MODIFY = READ_ONLY);
CREATE VIEW changing AS
 SELECT kilns.temp
   FROM kilns;
CREATE VIEW hot AS
 SELECT kilns.id,
    kilns.temp
   FROM kilns
  WHERE (kilns.temp > 100);
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW means AS
 SELECT kilns.temp
   FROM kilns;
CREATE VIEW private AS
 SELECT kilns.id,
    kilns.temp
   FROM kilns;
CREATE VIEW shrinking AS
 SELECT kilns.id
   FROM kilns;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
GRANT SELECT ON changing TO pg_signal_backend;
REVOKE SELECT, UPDATE ON changing FROM pg_monitor;
GRANT SELECT ON changing TO pg_monitor;

-- down
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('changing'::regclass::oid, 'hot'::regclass::oid, 'means'::regclass::oid, 'private'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('changing'::regclass::oid, 'hot'::regclass::oid, 'means'::regclass::oid, 'private'::regclass::oid) AND attacl IS NOT NULL
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid = 'kilns'::regclass::oid AND attname = 'twice' AND attacl IS NOT NULL
    UNION ALL
    SELECT 'FUNCTION calc(integer)', 'FUNCTION calc(integer)', 'f'::"char", proowner, '', proacl FROM pg_proc WHERE oid = 'calc(integer)'::regprocedure::oid
    UNION ALL
    SELECT 'PROCEDURE fill(integer)', 'PROCEDURE fill(integer)', 'f'::"char", proowner, '', proacl FROM pg_proc WHERE oid = 'fill(integer)'::regprocedure::oid
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
DROP VIEW changing;
DROP VIEW hot;
DROP MATERIALIZED VIEW means;
DROP VIEW private;
ALTER TYPE mood ADD VALUE 'gone';
ALTER TABLE kilns DROP COLUMN twice;
-- table-rewrite: values are converted
-- may-fail: kilns.temp may hold numbers beyond the range of the new type
-- table-rewrite: each row's value is computed
ALTER TABLE kilns
    ALTER COLUMN temp TYPE integer USING temp::integer,
    ADD COLUMN twice integer GENERATED ALWAYS AS (temp * 2) STORED;
DROP FUNCTION calc(integer);
DROP PROCEDURE fill(integer);
CREATE FUNCTION calc(x integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT x + 1 $function$;
CREATE PROCEDURE fill(IN x integer)
 LANGUAGE sql
AS $procedure$ SELECT 1 $procedure$;
CREATE OR REPLACE AGGREGATE greatest_of(integer) (SFUNC = int4larger, STYPE = integer);
CREATE VIEW changing AS
 SELECT kilns.temp
   FROM kilns;
CREATE VIEW hot AS
 SELECT kilns.id,
    kilns.temp
   FROM kilns
  WHERE (kilns.temp > 100);
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW means AS
 SELECT kilns.temp
   FROM kilns;
CREATE VIEW private AS
 SELECT kilns.id,
    kilns.temp
   FROM kilns;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
CREATE OR REPLACE VIEW shrinking AS
 SELECT kilns.id,
    kilns.temp
   FROM kilns;
REVOKE SELECT ON changing FROM pg_signal_backend;
GRANT UPDATE (temp) ON shrinking TO pg_monitor;
REVOKE SELECT ON changing FROM pg_monitor;
GRANT SELECT, UPDATE ON changing TO pg_monitor;
