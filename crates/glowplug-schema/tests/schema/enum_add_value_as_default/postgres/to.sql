CREATE TYPE mood AS ENUM ('sad', 'ok', 'good');
CREATE TABLE t (id serial PRIMARY KEY, mood mood NOT NULL DEFAULT 'good', CONSTRAINT fine CHECK (mood <> 'good' OR id > 0));
CREATE INDEX good_idx ON t (id) WHERE mood = 'good';
