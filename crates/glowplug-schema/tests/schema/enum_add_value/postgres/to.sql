CREATE TYPE mood AS ENUM ('awful', 'sad', 'ok', 'good', 'great');
CREATE TABLE t (id serial PRIMARY KEY, mood mood NOT NULL DEFAULT 'ok');
