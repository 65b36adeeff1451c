CREATE TABLE codes (id serial PRIMARY KEY, code text);
CREATE TABLE users (id serial PRIMARY KEY, code_id integer REFERENCES codes);
