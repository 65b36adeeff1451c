-- up
DROP FUNCTION is_open(stage);
ALTER TYPE stage ADD VALUE 'held' AFTER 'new';
CREATE TABLE holds (
    id integer,
    stage stage NOT NULL
) PARTITION BY LIST (stage);
-- alone
CREATE INDEX CONCURRENTLY jobs_held_idx ON jobs (id) WHERE (stage = ANY ('{new,held}'::stage[]));
-- later
CREATE TABLE holds_held PARTITION OF holds
    FOR VALUES IN ('held');
-- table-rewrite: each row's value is computed
ALTER TABLE jobs
    ADD COLUMN is_held boolean GENERATED ALWAYS AS (stage = 'held'::stage) STORED;
-- may-fail: rows of jobs may violate jobs_past_check
-- long-lock: all rows are looked at
ALTER TABLE jobs
    ADD CONSTRAINT jobs_past_check CHECK (NOT (past @> '{held,done}'::stage[]));
CREATE FUNCTION hold(of stage DEFAULT 'held'::stage)
 RETURNS stage
 LANGUAGE plpgsql
AS $function$ BEGIN RETURN of; END $function$;
-- may-fail: function is_open(stage) loses its owner, and the privileges that no migration granted
CREATE FUNCTION is_open(of stage DEFAULT 'held'::stage)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT of = ANY ('{new, held}'::stage[]) $function$;
CREATE MATERIALIZED VIEW held_jobs AS
 SELECT jobs.id
   FROM jobs
  WHERE (jobs.past && '{held}'::stage[]);
CREATE OR REPLACE VIEW open_jobs AS
 SELECT jobs.id
   FROM jobs
  WHERE (jobs.stage = ANY (ARRAY['new'::stage, 'held'::stage]));

-- down
DROP FUNCTION hold(stage);
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('open_jobs'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('open_jobs'::regclass::oid) AND attacl IS NOT NULL
    UNION ALL
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('stage'::regtype::oid)
    UNION ALL
    SELECT 'FUNCTION is_open(stage)', 'FUNCTION is_open(stage)', 'f'::"char", proowner, '', proacl FROM pg_proc WHERE oid = 'is_open(stage)'::regprocedure::oid
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
DROP FUNCTION is_open(stage);
DROP MATERIALIZED VIEW held_jobs;
DROP VIEW open_jobs;
DROP INDEX jobs_held_idx;
ALTER TABLE jobs DROP CONSTRAINT jobs_past_check;
ALTER TABLE jobs ALTER COLUMN past DROP DEFAULT;
ALTER TABLE jobs DROP COLUMN is_held;
ALTER TABLE jobs ALTER COLUMN stage DROP DEFAULT;
-- data-loss: all rows of holds_held are lost
DROP TABLE holds_held;
-- data-loss: all rows of holds are lost
DROP TABLE holds;
-- cannot be changed in place: another one takes its place
ALTER TYPE stage RENAME TO stage_old;
CREATE TYPE stage AS ENUM ('new', 'done');
-- table-rewrite: values are converted
-- may-fail: jobs.past may hold 'held'
-- may-fail: jobs.stage may hold 'held'
ALTER TABLE jobs
    ALTER COLUMN past TYPE stage[] USING past::text[]::stage[],
    ALTER COLUMN stage TYPE stage USING stage::text::stage;
DROP TYPE stage_old;
ALTER TABLE jobs ALTER COLUMN past SET DEFAULT '{}'::stage[];
ALTER TABLE jobs ALTER COLUMN stage SET DEFAULT 'new'::stage;
CREATE FUNCTION is_open(of stage DEFAULT 'new'::stage)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT of = 'new' $function$;
CREATE VIEW open_jobs AS
 SELECT jobs.id
   FROM jobs
  WHERE (jobs.stage = 'new'::stage);
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
