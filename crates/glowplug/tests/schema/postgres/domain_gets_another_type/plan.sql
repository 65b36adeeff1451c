-- up
DROP VIEW codes;
ALTER TABLE t ALTER COLUMN code DROP DEFAULT;
-- cannot be changed in place: another one takes its place
ALTER TYPE code RENAME TO code_old;
CREATE DOMAIN code AS text;
ALTER TABLE t ALTER COLUMN code TYPE code USING code::code;
DROP TYPE code_old;
ALTER TABLE t ALTER COLUMN code SET DEFAULT 'x'::text;
CREATE VIEW codes AS
 SELECT t.code
   FROM t;

-- down
DROP VIEW codes;
ALTER TABLE t ALTER COLUMN code DROP DEFAULT;
-- cannot be changed in place: another one takes its place
ALTER TYPE code RENAME TO code_old;
CREATE DOMAIN code AS varchar(10);
-- data-loss: values of t.code lose what is longer than the new limit
-- table-rewrite: values are converted
ALTER TABLE t ALTER COLUMN code TYPE code USING code::code;
DROP TYPE code_old;
ALTER TABLE t ALTER COLUMN code SET DEFAULT 'x'::character varying;
CREATE VIEW codes AS
 SELECT t.code
   FROM t;
