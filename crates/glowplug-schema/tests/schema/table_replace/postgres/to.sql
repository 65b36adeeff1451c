CREATE TABLE codes (code text PRIMARY KEY, meaning text NOT NULL DEFAULT '');
CREATE TABLE users (id serial PRIMARY KEY, code text REFERENCES codes);
