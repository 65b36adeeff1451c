-- up
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('v'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('v'::regclass::oid) AND attacl IS NOT NULL
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid = 't'::regclass::oid AND attname = 'changed' AND attacl IS NOT NULL
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid = 't'::regclass::oid AND attname = 'bound' AND attacl IS NOT NULL
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
DROP VIEW v;
DROP INDEX t_changed_idx;
-- data-loss: the values of t.bound are lost
ALTER TABLE t DROP COLUMN bound;
ALTER TABLE t DROP COLUMN changed;
-- table-rewrite: each row's value is computed
ALTER TABLE t
    ADD COLUMN changed integer GENERATED ALWAYS AS (a - b) STORED,
    ADD COLUMN bound integer GENERATED ALWAYS AS (b * 2) STORED;
ALTER TABLE t ALTER COLUMN freed DROP EXPRESSION;
CREATE VIEW v AS
 SELECT changed
   FROM t;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
-- alone
CREATE INDEX CONCURRENTLY t_changed_idx ON t (changed);

-- down
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('v'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('v'::regclass::oid) AND attacl IS NOT NULL
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid = 't'::regclass::oid AND attname = 'changed' AND attacl IS NOT NULL
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid = 't'::regclass::oid AND attname = 'freed' AND attacl IS NOT NULL
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
DROP VIEW v;
DROP INDEX t_changed_idx;
ALTER TABLE t DROP COLUMN changed;
-- data-loss: the values of t.freed are lost
ALTER TABLE t DROP COLUMN freed;
-- table-rewrite: each row's value is computed
ALTER TABLE t
    ADD COLUMN changed integer GENERATED ALWAYS AS (a + b) STORED,
    ADD COLUMN freed integer GENERATED ALWAYS AS (a * 2) STORED;
ALTER TABLE t ALTER COLUMN bound DROP EXPRESSION;
-- long-lock: the index is built at once
CREATE INDEX t_changed_idx ON t (changed);
CREATE VIEW v AS
 SELECT changed
   FROM t;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
