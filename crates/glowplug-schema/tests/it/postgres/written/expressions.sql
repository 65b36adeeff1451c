CREATE TABLE t (
    a int,
    b int,
    s varchar(10) DEFAULT 'x',
    c char(3),
    e text DEFAULT 'it''s (a) AND ' || 'b',
    d date DEFAULT CURRENT_DATE + 7,
    n numeric DEFAULT -1.5,
    ts timestamptz DEFAULT now() - interval '1 day',
    arr int[] DEFAULT '{1,2}',
    j jsonb DEFAULT '{"a": [1]}',
    g boolean GENERATED ALWAYS AS (a BETWEEN 1 AND 2 AND s IN ('a', 'b')) STORED,
    h text GENERATED ALWAYS AS (CASE WHEN s IN ('p', 'q') OR s IS NULL THEN 'x' ELSE s END) STORED,
    CHECK (a > 0 AND b > 0 AND a < 5),
    CHECK (a BETWEEN 1 AND 2 AND b > 0),
    CHECK (b > 0 AND a BETWEEN 1 AND 2),
    CHECK (b > 0 AND (a > 1 AND (a > 2 AND a > 3))),
    CHECK (a NOT BETWEEN 1 AND 2 OR b > 0),
    CHECK (a BETWEEN SYMMETRIC 1 AND 2 OR b > 0),
    CHECK (s IN ('a', 'b')),
    CHECK (s NOT IN ('a', 'b') AND s <> 'c'),
    CHECK (e IN ('a', 'b') OR e IS NULL),
    CHECK (c IN ('a', 'b')),
    CHECK ((a, b) IN ((1, 2), (3, 4), (5, 6))),
    CHECK (a IN (1, 2)),
    CHECK (n IN (1, 2.5)),
    CHECK (n > -1 AND n > -1.5 AND a > -1),
    CHECK (d > '2020-01-01' AND d < '2030-01-01'),
    CHECK (s LIKE 'a%' OR s ILIKE '%b' OR s SIMILAR TO 'x'),
    CHECK (s ~ '^[a-z)]+\\.$' OR s !~* 'x'),
    CHECK ((a IS NULL) <> (b IS NULL)),
    CHECK (num_nonnulls(a, b) = 1),
    CHECK (NOT (a > 1 AND b BETWEEN 2 AND 3)),
    CHECK (CASE WHEN a > 0 AND b BETWEEN 1 AND 3 THEN true ELSE s = 'x' END),
    CHECK (ts AT TIME ZONE 'utc' > '2020-01-01'),
    CHECK (arr <@ ARRAY[1, 2, 3] AND 1 = ANY (arr) AND array_length(arr, 1) < 3),
    CHECK (j ? 'a' AND jsonb_typeof(j -> 'a') = 'string'),
    CHECK (s = ANY (ARRAY['a', 'b']::text[])),
    CHECK (s = ANY ('{a,b}'::text[])),
    CHECK (s::text = ANY (ARRAY['a'::varchar(3), 'b'])),
    CHECK (lower(s) IN ('x', 'y') AND upper(s) = s::text),
    CHECK (coalesce(s, '') <> '' AND trim(s) <> '' AND position('x' in s) = 0),
    CHECK (extract(year from d) > 2000),
    CHECK ((a, b) > (1, 2) AND s IS DISTINCT FROM 'x' AND (a > 0) IS TRUE),
    CHECK (substring(s from 1 for 2) = 'ab' OR overlay(e placing 'x' from 1) = 'x'),
    CHECK (s COLLATE "C" > 'x'),
    CHECK (s IN ('a', e)),
    CHECK (e IN (s, c)),
    CHECK (c::varchar IN ('x', s)),
    CHECK ((d, d) OVERLAPS (d, d) OR "overlaps"(d, d, d, d))
);
CREATE DOMAIN kind AS varchar(9) DEFAULT 'a' CHECK (value IN ('a', 'b') AND length(value) BETWEEN 1 AND 9);
CREATE INDEX t_a_idx ON t (a) WHERE a BETWEEN 1 AND 9 AND s IN ('a', 'b');
CREATE INDEX t_expression_idx ON t ((a BETWEEN 1 AND 9 AND s IN ('a', 'b')), lower(s));
CREATE UNIQUE INDEX t_words_idx ON t (to_tsvector('english', coalesce(e, '') || ' ' || s)) WHERE NOT (a = 1 OR a BETWEEN 2 AND 3);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t
    USING (a BETWEEN 1 AND 9 AND s IN ('a', 'b') AND s = current_setting('app.user', true))
    WITH CHECK (EXISTS (SELECT FROM t o WHERE o.a BETWEEN 1 AND 2 AND o.b = t.b));
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A person's text stays as it is.
    IF ((new.a > 0) AND (new.b > 0)) AND (new.a < 9) THEN
        new.s := 'x';
    END IF;
    RETURN new;
END $$;
CREATE FUNCTION fits(a int, s varchar) RETURNS boolean LANGUAGE sql IMMUTABLE
    RETURN a BETWEEN 1 AND 2 AND s IN ('a', 'b') AND a > 0;
CREATE TRIGGER t_touch BEFORE UPDATE ON t FOR EACH ROW
    WHEN (new.a BETWEEN 1 AND 2 AND new.s IN ('a', 'b') AND (old.a > 1 OR (old.b > 1 OR old.a < 0)))
    EXECUTE FUNCTION touch();
CREATE RULE quiet AS ON DELETE TO t WHERE old.a BETWEEN 1 AND 2 AND old.s IN ('a', 'b') DO INSTEAD NOTHING;
CREATE VIEW v1 AS
    SELECT a, s, CASE s WHEN 'a' THEN 1 WHEN 'b' THEN 2 END AS k,
        count(*) FILTER (WHERE b BETWEEN 1 AND 2 AND a > 0)
    FROM t
    WHERE a BETWEEN 1 AND 5 AND s IN ('a', 'b')
    GROUP BY 1, 2, 3
    HAVING count(*) BETWEEN 1 AND 2 AND max(a) > 1
    ORDER BY 1 DESC NULLS LAST
    LIMIT 10;
CREATE VIEW v2 AS
    WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5 AND n BETWEEN 1 AND 9)
    SELECT * FROM r;
CREATE VIEW v3 AS
    SELECT x.a, y.b, sum(x.a) OVER (PARTITION BY y.b ORDER BY x.d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
    FROM t x
    JOIN t y USING (a)
    LEFT JOIN LATERAL (SELECT max(z.n) AS m FROM t z WHERE z.a = x.a AND z.b = y.b) l
        ON true AND y.b BETWEEN 1 AND 2 AND x.b = 1
    WHERE EXISTS (SELECT 1 FROM t WHERE t.a = x.a AND t.s IN ('p', 'q'));
CREATE VIEW v4 AS
    SELECT DISTINCT ON (a) a, 'text' AS text, NULL AS nothing, ARRAY[s, 'x'] AS arr, s || 'x' || a AS concatenated,
        (a, b) = (1, 2) AS equal, a::varchar(4) AS short, (SELECT 'z') AS z, interval '1 day' AS day
    FROM t
    ORDER BY a, b;
CREATE VIEW v5 AS
    SELECT a FROM t WHERE s IN ('a', 'b') UNION SELECT b FROM t WHERE b IN (1, 2) EXCEPT SELECT 3;
CREATE VIEW v6 AS SELECT a, rank() OVER w FROM t
    WINDOW w AS (PARTITION BY b ORDER BY a RANGE BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING);
CREATE VIEW v7 AS
    SELECT a FROM t
    WHERE (a, b) IN (SELECT a, b FROM t) AND a = ANY (ARRAY(SELECT 1)) AND (s, e) IN (('a', 'b'), ('c', 'd'))
        AND (a > 1 OR (b > 2 OR a IS NULL));
CREATE VIEW v8 AS SELECT string_agg(DISTINCT s, ',' ORDER BY s), percentile_cont(0.5) WITHIN GROUP (ORDER BY n) FROM t;
CREATE VIEW v9 AS SELECT * FROM generate_series(1, 3) g (i) CROSS JOIN unnest(ARRAY['a', 'b']) WITH ORDINALITY u (x, o);
CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t WHERE a BETWEEN 1 AND 2 AND s IN ('a', 'b');
CREATE INDEX m_idx ON m (a) WHERE b BETWEEN 1 AND 2 AND a > 0;
