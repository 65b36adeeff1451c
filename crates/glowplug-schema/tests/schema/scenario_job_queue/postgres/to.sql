CREATE TYPE job_status AS ENUM ('new', 'running', 'failed', 'done');
CREATE FUNCTION jobs_notify() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('jobs', NEW.kind); RETURN NULL; END $$;
CREATE TABLE jobs (
    id bigserial PRIMARY KEY, kind text NOT NULL, payload jsonb NOT NULL, status job_status NOT NULL DEFAULT 'new', created_at timestamptz NOT NULL DEFAULT now(),
    priority smallint NOT NULL DEFAULT 0, run_after timestamptz, attempts integer NOT NULL DEFAULT 0, last_error text,
    CONSTRAINT jobs_attempts_check CHECK (attempts BETWEEN 0 AND 20)
);
CREATE INDEX jobs_next_idx ON jobs (priority DESC, run_after NULLS FIRST, id) WHERE status = 'new';
CREATE TRIGGER jobs_notify AFTER INSERT ON jobs FOR EACH ROW EXECUTE FUNCTION jobs_notify();
CREATE TABLE job_runs (job_id bigint NOT NULL REFERENCES jobs ON DELETE CASCADE, started_at timestamptz NOT NULL DEFAULT now(), took interval, PRIMARY KEY (job_id, started_at));
