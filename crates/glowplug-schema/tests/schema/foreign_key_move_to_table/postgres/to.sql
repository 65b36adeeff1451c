CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (id integer PRIMARY KEY, a integer);
CREATE TABLE c (id integer PRIMARY KEY, a integer CONSTRAINT to_a REFERENCES a);
