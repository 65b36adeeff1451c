CREATE TABLE t (id serial PRIMARY KEY, s varchar(9) DEFAULT 'x' CHECK (s IN ('x', 'y') AND length(s) BETWEEN 1 AND 9));
CREATE VIEW v AS SELECT id FROM t WHERE s IN ('x', 'y') AND id BETWEEN 1 AND 9 AND EXISTS (SELECT 'x' FROM t);
