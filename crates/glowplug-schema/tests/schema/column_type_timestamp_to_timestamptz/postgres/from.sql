CREATE TABLE t (id serial PRIMARY KEY, created_at timestamp NOT NULL DEFAULT now(), day timestamptz, precise timestamptz(3));
