-- up
CREATE FUNCTION ids()
 RETURNS SETOF integer
 LANGUAGE sql
BEGIN ATOMIC
 SELECT t.id
    FROM t
 UNION
  VALUES (1);
END;
CREATE MATERIALIZED VIEW kept AS
 SELECT t.id
   FROM t
UNION
( SELECT "*VALUES*".column1 AS id
   FROM ( VALUES (1), (2)) "*VALUES*"
  ORDER BY "*VALUES*".column1
 LIMIT 1);
CREATE VIEW missing AS
 SELECT t.id
   FROM t
EXCEPT
 SELECT "*VALUES*".column1 AS id
   FROM ( VALUES (1), (2)) "*VALUES*";
CREATE VIEW named AS
 SELECT t.name
   FROM t
UNION ALL
 SELECT "*VALUES*".column1 AS name
   FROM ( VALUES ('(VALUES ('::text)) "*VALUES*";
CREATE VIEW nested AS
 SELECT t.id
   FROM t
UNION (
         SELECT "*VALUES*".column1 AS id
           FROM ( VALUES (1)) "*VALUES*"
        INTERSECT
         SELECT "*VALUES*".column1 AS id
           FROM ( VALUES (2), (3)) "*VALUES*"
);
CREATE RULE ids AS
    ON INSERT TO missing DO INSTEAD  INSERT INTO t (id)  SELECT 6 AS id
        UNION
         VALUES (7);

-- down
DROP MATERIALIZED VIEW kept;
DROP VIEW missing;
DROP VIEW named;
DROP VIEW nested;
DROP FUNCTION ids();
