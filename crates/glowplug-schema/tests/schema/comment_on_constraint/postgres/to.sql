CREATE TABLE t (id serial PRIMARY KEY, a integer CONSTRAINT small CHECK (a < 10) UNIQUE, b integer REFERENCES t);
COMMENT ON CONSTRAINT t_pkey ON t IS 'the key';
COMMENT ON CONSTRAINT t_a_key ON t IS 'one of each';
COMMENT ON CONSTRAINT t_b_fkey ON t IS 'the other';
