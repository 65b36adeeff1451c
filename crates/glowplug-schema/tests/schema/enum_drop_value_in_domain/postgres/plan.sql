-- up
ALTER DOMAIN good_mood DROP CONSTRAINT good_mood_check;
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('good_mood'::regtype::oid, 'mood'::regtype::oid)
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
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'ok');
-- cannot be changed in place: another one takes its place
ALTER DOMAIN good_mood RENAME TO good_mood_old;
CREATE DOMAIN good_mood AS mood;
-- table-rewrite: values are converted
-- may-fail: t.mood may hold 'good'
ALTER TABLE t ALTER COLUMN mood TYPE good_mood USING mood::text::good_mood;
DROP DOMAIN good_mood_old;
DROP TYPE mood_old;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
ALTER DOMAIN good_mood
    ADD CONSTRAINT good_mood_check CHECK (VALUE <> 'sad'::mood) NOT VALID;
-- later
-- may-fail: columns of type good_mood may hold values that violate the check
-- long-lock: all values are looked at
ALTER DOMAIN good_mood VALIDATE CONSTRAINT good_mood_check;

-- down
ALTER TYPE mood ADD VALUE 'good';
