CREATE TABLE t (id serial PRIMARY KEY, a integer CHECK (a > 0), b text UNIQUE, c uuid DEFAULT gen_random_uuid());
