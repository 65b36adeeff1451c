CREATE TABLE users (id serial PRIMARY KEY, name text, level integer DEFAULT 2, seen timestamptz DEFAULT now(), tags text[] DEFAULT '{}'::text[]);
