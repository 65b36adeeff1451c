-- up
CREATE VIEW v AS
 WITH RECURSIVE n(i) AS (
         SELECT 1 AS "?column?"
        UNION ALL
         SELECT (n.i + 1)
           FROM n
          WHERE (n.i < 5)
        ), m AS NOT MATERIALIZED (
         SELECT n.i
           FROM n
        )
 SELECT t.a AS x,
        CASE
            WHEN (t.b IS NULL) THEN 'none'::text
            ELSE (t.b || '!'::text)
        END AS "y z"
   FROM (t
     LEFT JOIN m ON ((m.i = t.a)))
  WHERE (((NOT (t.a IN ( SELECT n.i
           FROM n
          WHERE ((n.i % 2) = 0)))) AND (t.b !~~ '%_'::text)) OR (EXISTS ( SELECT
           FROM t o
          WHERE (o.id = (- t.id)))))
  GROUP BY t.a, t.b
 HAVING (count(*) FILTER (WHERE (t.b ~ '^a'::text)) >= 0)
  ORDER BY t.a DESC NULLS LAST,
        CASE
            WHEN (t.b IS NULL) THEN 'none'::text
            ELSE (t.b || '!'::text)
        END DESC
 OFFSET 1
 LIMIT 10;
CREATE VIEW w AS
(
         SELECT t.a,
            row_number() OVER (PARTITION BY t.b ORDER BY t.a DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE TIES) AS n,
            ((t.a)::real / (2)::double precision) AS half
           FROM t
        UNION
         SELECT 1 AS a,
            2 AS n,
            0.5 AS half
) EXCEPT
 SELECT 1 AS a,
    2 AS n,
    3 AS half;
CREATE VIEW x AS
 SELECT DISTINCT ON (t.b) t.b,
    l.a
   FROM (t
     CROSS JOIN LATERAL ( SELECT max(o.a) AS a
           FROM t o
          WHERE (o.b = t.b)) l)
  ORDER BY t.b;

-- down
DROP VIEW v;
DROP VIEW w;
DROP VIEW x;
