CREATE TABLE a (x integer);
CREATE TABLE b (x integer);
CREATE INDEX x_idx ON a (x);
