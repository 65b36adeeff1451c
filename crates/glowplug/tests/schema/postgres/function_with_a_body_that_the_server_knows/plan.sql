-- up
DROP VIEW bigs;
DROP FUNCTION big();
-- table-rewrite: values are converted
ALTER TABLE t ALTER COLUMN a TYPE bigint USING a::bigint;
CREATE FUNCTION big()
 RETURNS SETOF t
 LANGUAGE sql
BEGIN ATOMIC
 SELECT t.id,
     t.a
    FROM t
   WHERE ((t.a >= 10) AND (t.a <= 20) AND (t.id > 0));
END;
CREATE VIEW bigs AS
 SELECT big.a
   FROM big() big(id, a);

-- down
DROP VIEW bigs;
DROP FUNCTION big();
-- table-rewrite: values are converted
-- may-fail: t.a may hold numbers beyond the range of the new type
ALTER TABLE t ALTER COLUMN a TYPE integer USING a::integer;
CREATE FUNCTION big()
 RETURNS SETOF t
 LANGUAGE sql
BEGIN ATOMIC
 SELECT t.id,
     t.a
    FROM t
   WHERE ((t.a >= 10) AND (t.a <= 20) AND (t.id > 0));
END;
CREATE VIEW bigs AS
 SELECT big.a
   FROM big() big(id, a);
