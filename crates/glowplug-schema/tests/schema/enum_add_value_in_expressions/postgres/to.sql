CREATE TYPE stage AS ENUM ('new', 'held', 'done');
CREATE TABLE jobs (
    id serial PRIMARY KEY,
    stage stage NOT NULL DEFAULT 'new',
    past stage[] NOT NULL DEFAULT '{}',
    is_held boolean GENERATED ALWAYS AS (stage = 'held') STORED,
    CONSTRAINT jobs_past_check CHECK (NOT past @> '{held,done}')
);
CREATE INDEX jobs_held_idx ON jobs (id) WHERE stage = ANY ('{new,held}');
CREATE VIEW open_jobs AS SELECT id FROM jobs WHERE stage = ANY (ARRAY['new', 'held']::stage[]);
CREATE MATERIALIZED VIEW held_jobs AS SELECT id FROM jobs WHERE past && '{held}';
CREATE FUNCTION is_open(of stage DEFAULT 'held') RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT of = ANY ('{new, held}'::stage[]) $$;
CREATE FUNCTION hold(of stage DEFAULT 'held') RETURNS stage LANGUAGE plpgsql AS $$ BEGIN RETURN of; END $$;
CREATE TABLE holds (id int, stage stage NOT NULL) PARTITION BY LIST (stage);
CREATE TABLE holds_held PARTITION OF holds FOR VALUES IN ('held');
