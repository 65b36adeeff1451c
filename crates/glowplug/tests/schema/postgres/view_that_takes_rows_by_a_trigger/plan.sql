-- up
DROP VIEW v;
-- table-rewrite: values are converted
ALTER TABLE t ALTER COLUMN a TYPE bigint USING a::bigint;
CREATE VIEW v AS
 SELECT t.a
   FROM t;
CREATE TRIGGER v_put INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION put();

-- down
DROP VIEW v;
-- table-rewrite: values are converted
-- may-fail: t.a may hold numbers beyond the range of the new type
ALTER TABLE t ALTER COLUMN a TYPE integer USING a::integer;
CREATE VIEW v AS
 SELECT t.a
   FROM t;
CREATE TRIGGER v_put INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION put();
