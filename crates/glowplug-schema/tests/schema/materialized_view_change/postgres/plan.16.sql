-- up
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('counts'::regclass::oid, 'many'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('counts'::regclass::oid, 'many'::regclass::oid) AND attacl IS NOT NULL
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
DROP VIEW many;
DROP MATERIALIZED VIEW counts;
DROP MATERIALIZED VIEW sums;
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW counts AS
 SELECT a,
    (count(*) + 1) AS n
   FROM t
  GROUP BY a;
CREATE UNIQUE INDEX counts_a_idx ON counts (a);
CREATE MATERIALIZED VIEW firsts WITH (fillfactor=80) AS
 SELECT min(a) AS a
   FROM t;
COMMENT ON MATERIALIZED VIEW firsts IS 'the first';
CREATE VIEW many AS
 SELECT a
   FROM counts
  WHERE (n > 9);
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;

-- down
DROP MATERIALIZED VIEW firsts;
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('counts'::regclass::oid, 'many'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('counts'::regclass::oid, 'many'::regclass::oid) AND attacl IS NOT NULL
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
DROP VIEW many;
DROP MATERIALIZED VIEW counts;
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW counts AS
 SELECT a,
    count(*) AS n
   FROM t
  GROUP BY a;
CREATE UNIQUE INDEX counts_a_idx ON counts (a);
CREATE VIEW many AS
 SELECT a
   FROM counts
  WHERE (n > 9);
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
CREATE MATERIALIZED VIEW sums AS
 SELECT sum(a) AS s
   FROM t;
