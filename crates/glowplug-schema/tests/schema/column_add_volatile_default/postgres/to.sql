CREATE TABLE users (
    id serial PRIMARY KEY,
    token uuid NOT NULL DEFAULT gen_random_uuid(),
    touched timestamptz NOT NULL DEFAULT clock_timestamp()
);
