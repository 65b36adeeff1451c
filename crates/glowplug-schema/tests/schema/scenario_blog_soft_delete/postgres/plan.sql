-- up
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('published_posts'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('published_posts'::regclass::oid) AND attacl IS NOT NULL
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
DROP VIEW published_posts;
ALTER TABLE comments ADD COLUMN parent_id integer REFERENCES comments(id);
ALTER TABLE comments ALTER COLUMN body TYPE text USING body::text;
ALTER TABLE comments DROP CONSTRAINT comments_post_id_fkey;
ALTER TABLE comments
    ADD CONSTRAINT comments_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts(id) ON DELETE CASCADE NOT VALID;
ALTER TABLE posts ADD COLUMN slug text;
ALTER TABLE posts ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE posts ADD COLUMN deleted_at timestamptz;
ALTER TABLE posts ALTER COLUMN title TYPE text USING title::text;
ALTER TABLE posts
    ADD CONSTRAINT posts_slug_check CHECK ((slug ~ '^[a-z0-9-]+$'::text) AND (length(slug) >= 1) AND (length(slug) <= 100)) NOT VALID;
ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey;
ALTER TABLE posts
    ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE NOT VALID;
ALTER TABLE users ADD COLUMN deleted_at timestamptz;
ALTER TABLE users ALTER COLUMN email TYPE varchar(320) USING email::varchar(320);
CREATE FUNCTION set_updated_at()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END $function$;
CREATE VIEW published_posts AS
 SELECT p.id,
    p.title,
    u.username,
    p.slug
   FROM (posts p
     JOIN users u ON ((u.id = p.user_id)))
  WHERE (p.published AND (p.deleted_at IS NULL));
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
CREATE TRIGGER posts_updated_at BEFORE UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION set_updated_at();
-- alone
CREATE INDEX CONCURRENTLY comments_post_id_idx ON comments (post_id);
CREATE UNIQUE INDEX CONCURRENTLY posts_slug_idx ON posts (user_id, slug) WHERE (deleted_at IS NULL);
CREATE INDEX CONCURRENTLY posts_user_id_idx ON posts (user_id);
-- may-fail: rows of users may have the same email
CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);
-- later
ALTER TABLE comments VALIDATE CONSTRAINT comments_post_id_fkey;
ALTER TABLE posts VALIDATE CONSTRAINT posts_slug_check;
ALTER TABLE posts VALIDATE CONSTRAINT posts_user_id_fkey;
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;

-- down
ALTER TABLE comments DROP CONSTRAINT comments_parent_id_fkey;
DROP TRIGGER posts_updated_at ON posts;
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('published_posts'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('published_posts'::regclass::oid) AND NOT (attrelid = 'published_posts'::regclass::oid AND attname = 'slug') AND attacl IS NOT NULL
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
DROP VIEW published_posts;
DROP INDEX comments_post_id_idx;
-- data-loss: the values of comments.parent_id are lost
ALTER TABLE comments DROP COLUMN parent_id;
-- data-loss: values of comments.body lose what is longer than the new limit
-- table-rewrite: values are converted
ALTER TABLE comments ALTER COLUMN body TYPE varchar(1000) USING body::varchar(1000);
ALTER TABLE comments DROP CONSTRAINT comments_post_id_fkey;
-- long-lock: all rows are looked at
ALTER TABLE comments
    ADD CONSTRAINT comments_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts(id);
ALTER TABLE posts DROP CONSTRAINT posts_slug_check;
DROP INDEX posts_slug_idx;
DROP INDEX posts_user_id_idx;
-- data-loss: the values of posts.deleted_at are lost
ALTER TABLE posts DROP COLUMN deleted_at;
-- data-loss: the values of posts.slug are lost
ALTER TABLE posts DROP COLUMN slug;
-- data-loss: the values of posts.updated_at are lost
ALTER TABLE posts DROP COLUMN updated_at;
-- data-loss: values of posts.title lose what is longer than the new limit
-- table-rewrite: values are converted
ALTER TABLE posts ALTER COLUMN title TYPE varchar(255) USING title::varchar(255);
ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey;
-- long-lock: all rows are looked at
ALTER TABLE posts
    ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
ALTER TABLE users DROP CONSTRAINT users_email_key;
-- data-loss: the values of users.deleted_at are lost
ALTER TABLE users DROP COLUMN deleted_at;
-- data-loss: values of users.email lose what is longer than the new limit
-- table-rewrite: values are converted
ALTER TABLE users ALTER COLUMN email TYPE varchar(100) USING email::varchar(100);
CREATE VIEW published_posts AS
 SELECT p.id,
    p.title,
    u.username
   FROM (posts p
     JOIN users u ON ((u.id = p.user_id)))
  WHERE p.published;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
DROP FUNCTION set_updated_at();
