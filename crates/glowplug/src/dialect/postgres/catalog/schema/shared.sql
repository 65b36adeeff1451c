-- What the parts below share. `search_path` is empty while this is parsed, so that no user-defined
-- function is taken for one of the server's; `visible` sets it before anything is evaluated, so
-- that names in the default schema are printed unqualified. Placeholders that begin with a dollar
-- select the relations to read: those of the project, or one and the tables that reference it.
WITH RECURSIVE members AS MATERIALIZED (
    SELECT d.classid AS class, d.objid AS id, d.refobjid AS extension
    FROM pg_depend d
    WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
), namespaces AS MATERIALIZED (
    SELECT n.oid AS id, n.nspname AS name
    FROM pg_namespace n
    WHERE $namespaces
), relations AS MATERIALIZED (
    SELECT
        c.oid AS id,
        $kind AS kind,
        c.relname AS plain,
        json_build_object('schema', n.name, 'name', c.relname) AS name,
        c.relpersistence,
        c.reltoastrelid,
        c.reloptions,
        c.reloftype,
        c.relispartition,
        c.relrowsecurity,
        c.relforcerowsecurity,
        c.relreplident,
        c.relpartbound
    FROM pg_class c
    JOIN namespaces n ON n.id = c.relnamespace
    WHERE $relations
), attributes AS MATERIALIZED (
    -- Columns that newer versions added have no table alias, so that they resolve to `older` on
    -- servers that do not have them.
    SELECT r.kind, a.*
    FROM (SELECT ''::"char" AS attcompression) older
    CROSS JOIN LATERAL (
        SELECT
            attrelid,
            attnum,
            attname,
            atttypid,
            atttypmod,
            attnotnull,
            attidentity,
            attgenerated,
            attcollation,
            attstorage,
            attcompression,
            attstattarget,
            attoptions,
            attislocal
        FROM pg_attribute
        WHERE attnum > 0 AND NOT attisdropped
    ) a
    JOIN relations r ON r.id = a.attrelid
    WHERE r.kind IN ('r', 'p', 'v', 'm', 'c')
), bases (id, base) AS (
    SELECT t.oid, t.typbasetype FROM pg_type t WHERE t.typtype = 'd'
    UNION ALL
    SELECT b.id, t.typbasetype
    FROM bases b
    JOIN pg_type t ON t.oid = b.base AND t.typtype = 'd'
), names AS $kept (
    SELECT
        t.oid AS id,
        t.typtype,
        t.typbasetype,
        t.typtypmod,
        t.typcollation,
        t.typstorage,
        t.typarray,
        json_build_object('schema', nullif(n.nspname, 'pg_catalog'), 'name', t.typname) AS name
    FROM pg_type t
    JOIN pg_namespace n ON n.oid = t.typnamespace
), used AS (
    SELECT a.atttypid AS type, a.atttypmod AS modifier FROM attributes a
    UNION
    SELECT a.atttypid, a.atttypmod
    FROM members m
    JOIN pg_attribute a ON a.attrelid = m.id AND a.attnum > 0 AND NOT a.attisdropped
    WHERE m.class = 'pg_class'::regclass
    UNION
    SELECT n.typbasetype, n.typtypmod FROM names n WHERE n.typtype = 'd'
), data_types AS MATERIALIZED (
    SELECT
        u.type,
        u.modifier,
        t.typcollation,
        t.typstorage,
        json_build_object(
            'sql', format_type(u.type, u.modifier),
            'name', t.name,
            'kind', CASE coalesce(e.typtype, t.typtype)
                WHEN 'e' THEN 'enum'
                WHEN 'd' THEN 'domain'
                WHEN 'c' THEN 'composite'
                WHEN 'r' THEN 'range'
                WHEN 'm' THEN 'range'
                ELSE 'base'
            END,
            'element', e.name,
            'base', base.name,
            -- Like `character_maximum_length` in the information schema: looks through one domain.
            'length', CASE
                WHEN l.modifier < 0 THEN NULL
                WHEN l.type IN ('bpchar'::regtype, 'varchar'::regtype) THEN l.modifier - 4
                WHEN l.type IN ('bit'::regtype, 'varbit'::regtype) THEN l.modifier
            END
        ) AS object
    FROM used u
    JOIN names t ON t.id = u.type
    LEFT JOIN names e ON e.typarray = u.type
    LEFT JOIN bases b ON b.id = u.type
        AND NOT EXISTS (SELECT FROM pg_type d WHERE d.oid = b.base AND d.typtype = 'd')
    LEFT JOIN names base ON base.id = b.base
    CROSS JOIN LATERAL (
        SELECT
            CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE u.type END,
            CASE t.typtype WHEN 'd' THEN t.typtypmod ELSE u.modifier END
    ) l (type, modifier)
)
