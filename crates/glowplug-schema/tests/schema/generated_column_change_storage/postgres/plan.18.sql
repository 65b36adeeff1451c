-- up
DROP INDEX t_c;
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid = 't'::regclass::oid AND attname = 'b' AND attacl IS NOT NULL
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid = 't'::regclass::oid AND attname = 'c' AND attacl IS NOT NULL
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
ALTER TABLE t DROP COLUMN b;
ALTER TABLE t DROP COLUMN c;
-- table-rewrite: each row's value is computed
ALTER TABLE t ADD COLUMN b integer GENERATED ALWAYS AS (a + 1) STORED;
ALTER TABLE t ADD COLUMN c integer GENERATED ALWAYS AS (a + 2) VIRTUAL;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;

-- down
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid = 't'::regclass::oid AND attname = 'b' AND attacl IS NOT NULL
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid = 't'::regclass::oid AND attname = 'c' AND attacl IS NOT NULL
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
ALTER TABLE t DROP COLUMN b;
ALTER TABLE t DROP COLUMN c;
ALTER TABLE t ADD COLUMN b integer GENERATED ALWAYS AS (a + 1) VIRTUAL;
-- table-rewrite: each row's value is computed
ALTER TABLE t ADD COLUMN c integer GENERATED ALWAYS AS (a + 2) STORED;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
-- long-lock: the index is built at once
CREATE INDEX t_c ON t (c);
