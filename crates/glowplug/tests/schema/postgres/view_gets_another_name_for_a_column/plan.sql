-- up
DROP VIEW w;
DROP VIEW v;
CREATE VIEW v AS
 SELECT t.id,
    t.a AS amount
   FROM t;
CREATE VIEW w AS
 SELECT v.amount
   FROM v;

-- down
DROP VIEW w;
DROP VIEW v;
CREATE VIEW v AS
 SELECT t.id,
    t.a
   FROM t;
CREATE VIEW w AS
 SELECT v.a
   FROM v;
