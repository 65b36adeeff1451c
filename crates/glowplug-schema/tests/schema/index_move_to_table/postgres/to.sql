CREATE TABLE a (x integer);
CREATE TABLE b (x integer NOT NULL);
CREATE INDEX x_idx ON b (x);
