CREATE TABLE t (id serial PRIMARY KEY, created_at timestamptz NOT NULL DEFAULT now(), day date, precise timestamptz);
