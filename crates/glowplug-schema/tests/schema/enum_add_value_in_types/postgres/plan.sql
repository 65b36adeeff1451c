-- up
ALTER TYPE light ADD VALUE 'dark amber' AFTER 'red';
-- later
ALTER DOMAIN signal SET DEFAULT 'dark amber'::light;
ALTER DOMAIN signal DROP CONSTRAINT signal_check;
-- may-fail: columns of type signal may hold values that violate the check
-- long-lock: all values are looked at
ALTER DOMAIN signal ADD CONSTRAINT signal_check CHECK (VALUE <> 'red'::light);
ALTER TABLE crossing ALTER COLUMN all_of_them SET DEFAULT '{"(1,\"dark amber\")"}'::lamp[];
ALTER TABLE crossing ALTER COLUMN first SET DEFAULT '(1,"dark amber")'::lamp;
ALTER TABLE crossing ALTER COLUMN sequence SET DEFAULT '{red,"dark amber",green}'::light[];
ALTER TABLE crossing ALTER COLUMN span SET DEFAULT '[red,"dark amber"]'::lights;

-- down
ALTER DOMAIN signal DROP DEFAULT;
ALTER DOMAIN signal DROP CONSTRAINT signal_check;
ALTER TABLE crossing ALTER COLUMN all_of_them DROP DEFAULT;
ALTER TABLE crossing ALTER COLUMN first DROP DEFAULT;
ALTER TABLE crossing ALTER COLUMN sequence DROP DEFAULT;
ALTER TABLE crossing ALTER COLUMN span DROP DEFAULT;
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('lights'::regtype::oid, 'signal'::regtype::oid, 'lamp'::regtype::oid, 'light'::regtype::oid)
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
ALTER TYPE light RENAME TO light_old;
CREATE TYPE light AS ENUM ('red', 'green');
-- table-rewrite: values are converted
-- may-fail: crossing.sequence may hold 'dark amber'
ALTER TABLE crossing ALTER COLUMN sequence TYPE light[] USING sequence::text[]::light[];
-- cannot be changed in place: another one takes its place
ALTER DOMAIN signal RENAME TO signal_old;
CREATE DOMAIN signal AS light;
-- table-rewrite: values are converted
-- may-fail: crossing.shown may hold 'dark amber'
ALTER TABLE crossing ALTER COLUMN shown TYPE signal USING shown::text::signal;
-- cannot be changed in place: another one takes its place
ALTER TYPE lamp RENAME TO lamp_old;
CREATE TYPE lamp AS (
    place integer,
    shows light
);
-- table-rewrite: values are converted
-- may-fail: crossing.all_of_them may hold 'dark amber'
-- may-fail: crossing.first may hold 'dark amber'
ALTER TABLE crossing
    ALTER COLUMN all_of_them TYPE lamp[] USING all_of_them::text[]::lamp[],
    ALTER COLUMN first TYPE lamp USING first::text::lamp,
    ALTER COLUMN span TYPE text USING span::text;
DROP TYPE lights;
CREATE TYPE lights AS RANGE (
    subtype = light,
    multirange_type_name = lights_multirange
);
-- table-rewrite: values are converted
-- may-fail: crossing.span may hold 'dark amber'
ALTER TABLE crossing ALTER COLUMN span TYPE lights USING span::text::lights;
DROP TYPE lamp_old;
DROP DOMAIN signal_old;
DROP TYPE light_old;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
ALTER DOMAIN signal SET DEFAULT 'red'::light;
-- may-fail: columns of type signal may hold values that violate the check
-- long-lock: all values are looked at
ALTER DOMAIN signal ADD CONSTRAINT signal_check CHECK (VALUE <> 'green'::light);
ALTER TABLE crossing ALTER COLUMN all_of_them SET DEFAULT '{"(1,red)"}'::lamp[];
ALTER TABLE crossing ALTER COLUMN first SET DEFAULT '(1,red)'::lamp;
ALTER TABLE crossing ALTER COLUMN sequence SET DEFAULT '{red,green}'::light[];
ALTER TABLE crossing ALTER COLUMN span SET DEFAULT '[red,green]'::lights;
