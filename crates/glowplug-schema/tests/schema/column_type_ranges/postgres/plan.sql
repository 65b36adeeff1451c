-- up
ALTER TABLE t ADD COLUMN times tstzmultirange NOT NULL DEFAULT '{}'::tstzmultirange;
-- table-rewrite: values are converted
-- may-fail: t.age may hold values that cannot be read as the new type
ALTER TABLE t ALTER COLUMN age TYPE int8range USING age::text::int8range;
ALTER TABLE t
    ADD CONSTRAINT t_age_check CHECK ((NOT isempty(age)) AND (lower(age) >= 0) AND (lower(age) <= 150)) NOT VALID;
-- alone
CREATE INDEX CONCURRENTLY t_age_idx ON t USING gist (age);
-- later
-- may-fail: rows of t may violate t_age_check
ALTER TABLE t VALIDATE CONSTRAINT t_age_check;

-- down
ALTER TABLE t DROP CONSTRAINT t_age_check;
DROP INDEX t_age_idx;
-- data-loss: the values of t.times are lost
ALTER TABLE t DROP COLUMN times;
-- table-rewrite: values are converted
-- may-fail: t.age may hold values that cannot be read as the new type
ALTER TABLE t ALTER COLUMN age TYPE int4range USING age::text::int4range;
