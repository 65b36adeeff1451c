CREATE TABLE jobs (id bigserial PRIMARY KEY, kind text NOT NULL, payload json NOT NULL, status varchar(20) NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'running', 'done')), created_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX jobs_status_idx ON jobs (status);
