-- up
DROP VIEW v;
ALTER TABLE t ADD COLUMN b TEXT;
CREATE VIEW v AS
SELECT *
FROM t;

-- down
DROP VIEW v;
-- data-loss: the values of `t.b` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN b;
CREATE VIEW v AS
SELECT *
FROM t;
