CREATE TABLE t (
    id serial PRIMARY KEY, a integer, b integer,
    CONSTRAINT one UNIQUE NULLS NOT DISTINCT (a),
    CONSTRAINT two UNIQUE (b) INCLUDE (a),
    CONSTRAINT three UNIQUE (a, b) WITH (fillfactor = 70) DEFERRABLE INITIALLY DEFERRED
);
