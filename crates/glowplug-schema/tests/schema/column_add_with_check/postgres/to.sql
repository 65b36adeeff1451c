CREATE TABLE users (
    id serial PRIMARY KEY, name text,
    age integer CHECK (age > 0),
    state text NOT NULL DEFAULT 'new' CONSTRAINT known CHECK (state IN ('new', 'old'))
);
