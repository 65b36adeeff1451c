CREATE TABLE t (id serial PRIMARY KEY, starts timestamptz, ends timestamptz, age int8range, times tstzmultirange NOT NULL DEFAULT '{}', CHECK (NOT isempty(age) AND lower(age) BETWEEN 0 AND 150));
CREATE INDEX t_age_idx ON t USING gist (age);
