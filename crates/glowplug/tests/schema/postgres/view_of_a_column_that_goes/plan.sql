-- up
DROP VIEW v;
-- data-loss: the values of t.b are gone
ALTER TABLE t DROP COLUMN b;
CREATE VIEW v AS
 SELECT t.id,
    t.a
   FROM t;

-- down
ALTER TABLE t ADD COLUMN b integer;
CREATE OR REPLACE VIEW v AS
 SELECT t.id,
    t.a,
    t.b
   FROM t;
