CREATE TYPE kind AS ENUM ('a', 'b', 'c');
CREATE TYPE kind_old1 AS ENUM ('x');
CREATE DOMAIN rate AS int CHECK (VALUE > 0);
CREATE TABLE kind_old (id serial PRIMARY KEY, kind kind, rates rate[]);
CREATE SEQUENCE rate_old;
CREATE TABLE items (id int PRIMARY KEY, v int, CONSTRAINT items_v_null_check CHECK (v > 0), CONSTRAINT items_v_key UNIQUE (v));
CREATE INDEX items_idx ON items (v);
CREATE INDEX items_idx_new ON items (id, v);
CREATE VIEW items_v_key_new AS SELECT 1 AS one;
