-- up
CREATE TYPE job_status AS ENUM ('new', 'running', 'failed', 'done');
CREATE TABLE job_runs (
    job_id bigint NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    started_at timestamptz NOT NULL DEFAULT now(),
    took interval,
    PRIMARY KEY (job_id, started_at)
);
ALTER TABLE jobs DROP CONSTRAINT jobs_status_check;
DROP INDEX jobs_status_idx;
ALTER TABLE jobs ADD COLUMN priority smallint NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN run_after timestamptz;
ALTER TABLE jobs ADD COLUMN attempts integer NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN last_error text;
-- data-loss: values of jobs.payload lose keys that are repeated, the order of keys and white space
-- table-rewrite: values are converted
-- may-fail: jobs.status may hold texts that are no values of the new type
ALTER TABLE jobs
    ALTER COLUMN payload TYPE jsonb USING payload::jsonb,
    ALTER COLUMN status DROP DEFAULT,
    ALTER COLUMN status TYPE job_status USING status::job_status,
    ALTER COLUMN status SET DEFAULT 'new'::job_status;
ALTER TABLE jobs
    ADD CONSTRAINT jobs_attempts_check CHECK ((attempts >= 0) AND (attempts <= 20)) NOT VALID;
CREATE FUNCTION jobs_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN PERFORM pg_notify('jobs', NEW.kind); RETURN NULL; END $function$;
CREATE TRIGGER jobs_notify AFTER INSERT ON jobs FOR EACH ROW EXECUTE FUNCTION jobs_notify();
-- alone
CREATE INDEX CONCURRENTLY jobs_next_idx ON jobs (priority DESC, run_after NULLS FIRST, id) WHERE (status = 'new'::job_status);
-- later
-- may-fail: rows of jobs may violate jobs_attempts_check
ALTER TABLE jobs VALIDATE CONSTRAINT jobs_attempts_check;

-- down
DROP TRIGGER jobs_notify ON jobs;
DROP INDEX jobs_next_idx;
DROP FUNCTION jobs_notify();
ALTER TABLE jobs DROP CONSTRAINT jobs_attempts_check;
-- data-loss: the values of jobs.attempts are lost
ALTER TABLE jobs DROP COLUMN attempts;
-- data-loss: the values of jobs.last_error are lost
ALTER TABLE jobs DROP COLUMN last_error;
-- data-loss: the values of jobs.priority are lost
ALTER TABLE jobs DROP COLUMN priority;
-- data-loss: the values of jobs.run_after are lost
ALTER TABLE jobs DROP COLUMN run_after;
-- table-rewrite: values are converted
ALTER TABLE jobs
    ALTER COLUMN payload TYPE json USING payload::json,
    ALTER COLUMN status DROP DEFAULT,
    ALTER COLUMN status TYPE varchar(20) USING status::varchar(20),
    ALTER COLUMN status SET DEFAULT 'new'::character varying;
-- may-fail: rows of jobs may violate jobs_status_check
-- long-lock: all rows are looked at
ALTER TABLE jobs
    ADD CONSTRAINT jobs_status_check CHECK ((status)::text = ANY (ARRAY[('new'::character varying)::text, ('running'::character varying)::text, ('done'::character varying)::text]));
-- long-lock: the index is built at once
CREATE INDEX jobs_status_idx ON jobs (status);
DROP TYPE job_status;
-- data-loss: all rows of job_runs are lost
DROP TABLE job_runs;
