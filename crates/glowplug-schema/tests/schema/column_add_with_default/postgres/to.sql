CREATE TABLE users (
    id serial PRIMARY KEY,
    name text NOT NULL DEFAULT 'it''s',
    score integer DEFAULT -1,
    price numeric(10,2) NOT NULL DEFAULT 0.5,
    active boolean NOT NULL DEFAULT true,
    settings jsonb NOT NULL DEFAULT '{"a": [1, 2]}',
    tags text[] NOT NULL DEFAULT '{}',
    born date DEFAULT CURRENT_DATE,
    seen timestamptz NOT NULL DEFAULT now(),
    wait interval DEFAULT '1 day 02:00:00',
    raw bytea DEFAULT '\x00ff'
);
