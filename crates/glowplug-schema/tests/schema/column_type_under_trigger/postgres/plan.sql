-- up
DROP TRIGGER t_a ON t;
DROP TRIGGER t_b ON t;
-- table-rewrite: values are converted
-- data-loss: values of t.b lose what is longer than the new limit
ALTER TABLE t
    ALTER COLUMN a TYPE bigint USING a::bigint,
    ALTER COLUMN b TYPE varchar(9) USING b::varchar(9);
CREATE TRIGGER t_a BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER t_b BEFORE UPDATE ON t FOR EACH ROW WHEN (old.b::text IS DISTINCT FROM new.b::text) EXECUTE FUNCTION touch();

-- down
DROP TRIGGER t_a ON t;
DROP TRIGGER t_b ON t;
-- table-rewrite: values are converted
-- may-fail: t.a may hold numbers beyond the range of the new type
ALTER TABLE t
    ALTER COLUMN a TYPE integer USING a::integer,
    ALTER COLUMN b TYPE text USING b::text;
CREATE TRIGGER t_a BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER t_b BEFORE UPDATE ON t FOR EACH ROW WHEN (old.b IS DISTINCT FROM new.b) EXECUTE FUNCTION touch();
