-- up
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('counts'::regclass::oid, 'kinds'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('counts'::regclass::oid, 'kinds'::regclass::oid) AND attacl IS NOT NULL
    UNION ALL
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('kind'::regtype::oid)
    UNION ALL
    SELECT 'FUNCTION is_a(kind)', 'FUNCTION is_a(kind)', 'f'::"char", proowner, '', proacl FROM pg_proc WHERE oid = 'is_a(kind)'::regprocedure::oid
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
DROP MATERIALIZED VIEW counts;
DROP VIEW kinds;
DROP FUNCTION is_a(kind);
DROP POLICY only_a ON t;
ALTER TABLE t DROP CONSTRAINT not_c;
DROP INDEX t_a_idx;
-- cannot be changed in place: another one takes its place
ALTER TYPE kind RENAME TO kind_old;
CREATE TYPE kind AS ENUM ('a', 'b');
-- table-rewrite: values are converted
-- may-fail: t.kind may hold 'c'
ALTER TABLE t ALTER COLUMN kind TYPE kind USING kind::text::kind;
DROP TYPE kind_old;
ALTER TABLE t ADD CONSTRAINT not_c CHECK (kind <> 'b'::kind) NOT VALID;
CREATE FUNCTION is_a(k kind)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (k = 'a'::kind);
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW counts AS
 SELECT t.kind,
    count(*) AS n
   FROM t
  GROUP BY t.kind;
CREATE UNIQUE INDEX counts_idx ON counts (kind);
CREATE VIEW kinds AS
 SELECT t.kind,
    is_a(t.kind) AS a
   FROM t;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
CREATE POLICY only_a ON t
    USING (kind = 'a'::kind);
-- alone
CREATE INDEX CONCURRENTLY t_a_idx ON t (id) WHERE (kind = 'a'::kind);
-- later
-- may-fail: rows of t may violate not_c
ALTER TABLE t VALIDATE CONSTRAINT not_c;

-- down
ALTER TYPE kind ADD VALUE 'c';
