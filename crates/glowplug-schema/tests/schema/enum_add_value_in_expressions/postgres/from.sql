CREATE TYPE stage AS ENUM ('new', 'done');
CREATE TABLE jobs (id serial PRIMARY KEY, stage stage NOT NULL DEFAULT 'new', past stage[] NOT NULL DEFAULT '{}');
CREATE VIEW open_jobs AS SELECT id FROM jobs WHERE stage = 'new';
CREATE FUNCTION is_open(of stage DEFAULT 'new') RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT of = 'new' $$;
