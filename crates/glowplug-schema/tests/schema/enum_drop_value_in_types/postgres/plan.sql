-- up
ALTER DOMAIN known_part DROP CONSTRAINT known_part_check;
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('sizes'::regtype::oid, 'part'::regtype::oid, 'known_part'::regtype::oid, 'kit'::regtype::oid, 'size'::regtype::oid)
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
ALTER TYPE size RENAME TO size_old;
CREATE TYPE size AS ENUM ('s', 'l');
-- cannot be changed in place: another one takes its place
ALTER TYPE part RENAME TO part_old;
CREATE TYPE part AS (
    name text,
    size size
);
-- table-rewrite: values are converted
-- may-fail: orders.part may hold 'm'
-- may-fail: orders.parts may hold 'm'
ALTER TABLE orders
    ALTER COLUMN part TYPE part USING part::text::part,
    ALTER COLUMN parts TYPE part[] USING parts::text[]::part[];
-- cannot be changed in place: another one takes its place
ALTER DOMAIN known_part RENAME TO known_part_old;
CREATE DOMAIN known_part AS part;
-- table-rewrite: values are converted
-- may-fail: orders.known may hold 'm'
ALTER TABLE orders ALTER COLUMN known TYPE known_part USING known::text::known_part;
-- cannot be changed in place: another one takes its place
ALTER TYPE kit RENAME TO kit_old;
CREATE TYPE kit AS (
    front part,
    sizes size[]
);
-- table-rewrite: values are converted
-- may-fail: orders.kit may hold 'm'
ALTER TABLE orders
    ALTER COLUMN kit TYPE kit USING kit::text::kit,
    ALTER COLUMN fits TYPE text USING fits::text,
    ALTER COLUMN others TYPE text[] USING others::text[];
DROP TYPE sizes;
CREATE TYPE sizes AS RANGE (
    subtype = size,
    multirange_type_name = sizes_multirange
);
-- table-rewrite: values are converted
-- may-fail: orders.fits may hold 'm'
-- may-fail: orders.others may hold 'm'
ALTER TABLE orders
    ALTER COLUMN fits TYPE sizes USING fits::text::sizes,
    ALTER COLUMN others TYPE sizes[] USING others::text[]::sizes[];
DROP TYPE kit_old;
DROP DOMAIN known_part_old;
DROP TYPE part_old;
DROP TYPE size_old;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
ALTER DOMAIN known_part
    ADD CONSTRAINT known_part_check CHECK ((VALUE).name <> ''::text) NOT VALID;
-- later
-- may-fail: columns of type known_part may hold values that violate the check
-- long-lock: all values are looked at
ALTER DOMAIN known_part VALIDATE CONSTRAINT known_part_check;

-- down
ALTER TYPE size ADD VALUE 'm' AFTER 's';
