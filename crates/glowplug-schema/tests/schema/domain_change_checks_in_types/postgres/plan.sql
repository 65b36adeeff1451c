-- up
ALTER DOMAIN short_code DROP CONSTRAINT short_code_check;
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('stocked'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('stocked'::regclass::oid) AND attacl IS NOT NULL
    UNION ALL
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('short_code'::regtype::oid, 'entry'::regtype::oid, 'code'::regtype::oid, 'counts'::regtype::oid, 'entry'::regtype::oid, 'count'::regtype::oid, 'short_code'::regtype::oid)
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
DROP VIEW stocked;
-- cannot be changed in place: another one takes its place
ALTER TYPE code RENAME TO code_old;
CREATE DOMAIN code AS text
    CONSTRAINT code_check CHECK (VALUE <> ''::text);
-- cannot be changed in place: another one takes its place
ALTER DOMAIN short_code RENAME TO short_code_old;
CREATE DOMAIN short_code AS code;
-- table-rewrite: values are converted
-- may-fail: stock.codes may hold values that the domain does not take
ALTER TABLE stock ALTER COLUMN codes TYPE short_code[] USING codes::short_code[];
-- cannot be changed in place: another one takes its place
ALTER TYPE entry RENAME TO entry_old;
CREATE TYPE entry AS (
    code code,
    count count
);
-- table-rewrite: values are converted
-- may-fail: stock.entries may hold values that the domain does not take
-- may-fail: stock.entry may hold values that the domain does not take
ALTER TABLE stock
    ALTER COLUMN entries TYPE entry[] USING entries::text[]::entry[],
    ALTER COLUMN entry TYPE entry USING entry::text::entry;
DROP TYPE entry_old;
DROP DOMAIN short_code_old;
DROP TYPE code_old;
-- cannot be changed in place: another one takes its place
ALTER TYPE count RENAME TO count_old;
CREATE DOMAIN count AS integer
    CONSTRAINT count_check CHECK (VALUE >= 0)
    CONSTRAINT count_is_small CHECK (VALUE < 1000);
-- table-rewrite: values are converted
-- may-fail: stock.counts may hold values that the domain does not take
-- may-fail: stock.plain may hold values that the domain does not take
ALTER TABLE stock
    ALTER COLUMN counts TYPE count[] USING counts::count[],
    ALTER COLUMN plain TYPE count USING plain::count;
-- cannot be changed in place: another one takes its place
ALTER TYPE entry RENAME TO entry_old1;
CREATE TYPE entry AS (
    code code,
    count count
);
-- table-rewrite: values are converted
-- may-fail: stock.entries may hold values that the domain does not take
-- may-fail: stock.entry may hold values that the domain does not take
ALTER TABLE stock
    ALTER COLUMN entries TYPE entry[] USING entries::text[]::entry[],
    ALTER COLUMN entry TYPE entry USING entry::text::entry,
    ALTER COLUMN "from" TYPE text USING "from"::text;
DROP TYPE counts;
CREATE TYPE counts AS RANGE (
    subtype = count,
    multirange_type_name = counts_multirange
);
-- table-rewrite: values are converted
-- may-fail: stock.from may hold values that the domain does not take
ALTER TABLE stock ALTER COLUMN "from" TYPE counts USING "from"::text::counts;
DROP TYPE entry_old1;
DROP TYPE count_old;
-- cannot be changed in place: another one takes its place
ALTER TYPE short_code RENAME TO short_code_old1;
CREATE DOMAIN short_code AS code
    CONSTRAINT short_code_check CHECK (length((VALUE)::text) < 9);
-- table-rewrite: values are converted
-- may-fail: stock.codes may hold values that the domain does not take
ALTER TABLE stock ALTER COLUMN codes TYPE short_code[] USING codes::short_code[];
DROP TYPE short_code_old1;
CREATE VIEW stocked AS
 SELECT stock.id,
    stock.counts
   FROM stock;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;

-- down
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('stocked'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('stocked'::regclass::oid) AND attacl IS NOT NULL
    UNION ALL
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('counts'::regtype::oid, 'entry'::regtype::oid, 'count'::regtype::oid)
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
DROP VIEW stocked;
ALTER DOMAIN code DROP CONSTRAINT code_check;
-- cannot be changed in place: another one takes its place
ALTER TYPE count RENAME TO count_old;
CREATE DOMAIN count AS integer
    CONSTRAINT count_check CHECK (VALUE > 0);
-- table-rewrite: values are converted
-- may-fail: stock.counts may hold values that the domain does not take
-- may-fail: stock.plain may hold values that the domain does not take
ALTER TABLE stock
    ALTER COLUMN counts TYPE count[] USING counts::count[],
    ALTER COLUMN plain TYPE count USING plain::count;
-- cannot be changed in place: another one takes its place
ALTER TYPE entry RENAME TO entry_old;
CREATE TYPE entry AS (
    code code,
    count count
);
-- table-rewrite: values are converted
-- may-fail: stock.entries may hold values that the domain does not take
-- may-fail: stock.entry may hold values that the domain does not take
ALTER TABLE stock
    ALTER COLUMN entries TYPE entry[] USING entries::text[]::entry[],
    ALTER COLUMN entry TYPE entry USING entry::text::entry,
    ALTER COLUMN "from" TYPE text USING "from"::text;
DROP TYPE counts;
CREATE TYPE counts AS RANGE (
    subtype = count,
    multirange_type_name = counts_multirange
);
-- table-rewrite: values are converted
-- may-fail: stock.from may hold values that the domain does not take
ALTER TABLE stock ALTER COLUMN "from" TYPE counts USING "from"::text::counts;
DROP TYPE entry_old;
DROP TYPE count_old;
CREATE VIEW stocked AS
 SELECT stock.id,
    stock.counts
   FROM stock;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
