-- up
ALTER TYPE tag RENAME TO label;
ALTER TYPE label ADD VALUE 'c';

-- down
ALTER TYPE label RENAME TO tag;
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('tag'::regtype::oid)
    UNION ALL
    SELECT 'FUNCTION has(tag)', 'FUNCTION has(tag)', 'f'::"char", proowner, '', proacl FROM pg_proc WHERE oid = 'has(tag)'::regprocedure::oid
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
DROP FUNCTION has(tag);
ALTER TABLE t ALTER COLUMN main DROP DEFAULT;
ALTER TABLE t ALTER COLUMN tags DROP DEFAULT;
-- cannot be changed in place: another one takes its place
ALTER TYPE tag RENAME TO tag_old;
CREATE TYPE tag AS ENUM ('a', 'b');
-- table-rewrite: values are converted
-- may-fail: t.main may hold 'c'
-- may-fail: t.tags may hold 'c'
ALTER TABLE t
    ALTER COLUMN main TYPE tag USING main::text::tag,
    ALTER COLUMN tags TYPE tag[] USING tags::text[]::tag[];
DROP TYPE tag_old;
ALTER TABLE t ALTER COLUMN main SET DEFAULT 'b'::tag;
ALTER TABLE t ALTER COLUMN tags SET DEFAULT '{a}'::tag[];
CREATE FUNCTION has(t tag)
 RETURNS boolean
 LANGUAGE sql
AS $function$SELECT true$function$;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
