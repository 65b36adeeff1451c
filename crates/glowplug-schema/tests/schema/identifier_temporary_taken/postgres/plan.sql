-- up
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('kind'::regtype::oid, 'rate'::regtype::oid)
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
ALTER TYPE kind RENAME TO kind_old2;
CREATE TYPE kind AS ENUM ('a', 'c');
-- table-rewrite: values are converted
-- may-fail: kind_old.kind may hold 'b'
ALTER TABLE kind_old ALTER COLUMN kind TYPE kind USING kind::text::kind;
DROP TYPE kind_old2;
-- cannot be changed in place: another one takes its place
ALTER TYPE rate RENAME TO rate_old1;
CREATE DOMAIN rate AS integer
    CONSTRAINT rate_check CHECK (VALUE >= 0);
-- table-rewrite: values are converted
-- may-fail: kind_old.rates may hold values that the domain does not take
ALTER TABLE kind_old ALTER COLUMN rates TYPE rate[] USING rates::rate[];
DROP TYPE rate_old1;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
DROP INDEX items_idx;
ALTER TABLE items DROP CONSTRAINT items_v_key;
ALTER TABLE items ADD CONSTRAINT items_v_null_check1 CHECK (v IS NOT NULL) NOT VALID;
CREATE TABLE items_idx_new1 (
    id serial PRIMARY KEY
);
-- alone
CREATE UNIQUE INDEX CONCURRENTLY items_v_key ON items (v, id);
CREATE INDEX CONCURRENTLY items_idx ON items (v DESC);
-- later
-- may-fail: rows of items may have no v
ALTER TABLE items VALIDATE CONSTRAINT items_v_null_check1;
ALTER TABLE items ALTER COLUMN v SET NOT NULL;
ALTER TABLE items DROP CONSTRAINT items_v_null_check1;
ALTER TABLE items ADD CONSTRAINT items_v_key UNIQUE USING INDEX items_v_key;

-- down
ALTER TYPE kind ADD VALUE 'b' AFTER 'a';
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('rate'::regtype::oid)
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
ALTER TYPE rate RENAME TO rate_old1;
CREATE DOMAIN rate AS integer
    CONSTRAINT rate_check CHECK (VALUE > 0);
-- table-rewrite: values are converted
-- may-fail: kind_old.rates may hold values that the domain does not take
ALTER TABLE kind_old ALTER COLUMN rates TYPE rate[] USING rates::rate[];
DROP TYPE rate_old1;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
DROP INDEX items_idx;
ALTER TABLE items DROP CONSTRAINT items_v_key;
ALTER TABLE items ALTER COLUMN v DROP NOT NULL;
-- may-fail: rows of items may have the same v
-- long-lock: all rows are looked at
ALTER TABLE items ADD CONSTRAINT items_v_key UNIQUE (v);
-- long-lock: the index is built at once
CREATE INDEX items_idx ON items (v);
-- data-loss: all rows of items_idx_new1 are lost
DROP TABLE items_idx_new1;
