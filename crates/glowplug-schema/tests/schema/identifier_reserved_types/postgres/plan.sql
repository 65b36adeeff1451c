-- up
ALTER TYPE "order" ADD VALUE 'desc' BEFORE 'asc';
CREATE TYPE "Select" AS (
    "from" "order",
    "where" text
);
CREATE DOMAIN "table" AS integer
    CONSTRAINT table_check CHECK (VALUE > 0);
-- table-rewrite: each row's value is checked by the domain
ALTER TABLE "user" ADD COLUMN "table" "table";
ALTER TABLE "user" ADD COLUMN "select" "Select";
-- table-rewrite: values are converted
-- may-fail: "user".order may hold values that cannot be read as the new type
ALTER TABLE "user"
    ALTER COLUMN "order" DROP DEFAULT,
    ALTER COLUMN "order" TYPE "order"[] USING CASE WHEN "order" IS NOT NULL THEN ARRAY["order"::text]::"order"[] END,
    ALTER COLUMN "order" SET DEFAULT '{asc}'::"order"[];

-- down
ALTER TABLE "user" ALTER COLUMN "order" DROP DEFAULT;
-- data-loss: the values of "user".select are lost
ALTER TABLE "user" DROP COLUMN "select";
-- data-loss: the values of "user".table are lost
ALTER TABLE "user" DROP COLUMN "table";
DROP DOMAIN "table";
DROP TYPE "Select";
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('"order"'::regtype::oid)
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
ALTER TYPE "order" RENAME TO order_old;
CREATE TYPE "order" AS ENUM ('asc');
-- table-rewrite: values are converted
-- may-fail: "user".order may hold 'desc'
ALTER TABLE "user" ALTER COLUMN "order" TYPE "order"[] USING "order"::text[]::"order"[];
DROP TYPE order_old;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
-- data-loss: values of "user".order lose all elements but the first
-- table-rewrite: values are converted
-- may-fail: "user".order may hold values that cannot be read as the new type
ALTER TABLE "user" ALTER COLUMN "order" TYPE "order" USING "order"[1]::text::"order";
ALTER TABLE "user" ALTER COLUMN "order" SET DEFAULT 'asc'::"order";
