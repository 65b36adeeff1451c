CREATE TYPE kind AS ENUM ('a', 'b', 'c');
CREATE TABLE t (id serial PRIMARY KEY, kind kind NOT NULL, CONSTRAINT not_c CHECK (kind <> 'b'));
CREATE INDEX t_a_idx ON t (id) WHERE kind = 'a';
CREATE FUNCTION is_a(k kind) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN k = 'a';
CREATE VIEW kinds AS SELECT kind, is_a(kind) AS a FROM t;
CREATE MATERIALIZED VIEW counts AS SELECT kind, count(*) AS n FROM t GROUP BY kind;
CREATE UNIQUE INDEX counts_idx ON counts (kind);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY only_a ON t USING (kind = 'a');
