CREATE TABLE t (
    id serial PRIMARY KEY, a integer, b integer,
    changed integer GENERATED ALWAYS AS (a + b) STORED,
    freed integer GENERATED ALWAYS AS (a * 2) STORED,
    bound integer
);
CREATE INDEX t_changed_idx ON t (changed);
CREATE VIEW v AS SELECT changed FROM t;
