CREATE TABLE users (id serial PRIMARY KEY, name text DEFAULT 'x', level integer DEFAULT 1, seen timestamptz, tags text[]);
