-- up
DROP VIEW sizes;
-- cannot be changed in place: another one takes its place
ALTER TYPE size RENAME TO size_old;
CREATE TYPE size AS ENUM ('small', 'medium', 'large');
-- table-rewrite: values are converted
ALTER TABLE t ALTER COLUMN size TYPE size USING size::text::size;
DROP TYPE size_old;
CREATE VIEW sizes AS
 SELECT t.size
   FROM t
  WHERE (t.size > 'small'::size);

-- down
DROP VIEW sizes;
-- cannot be changed in place: another one takes its place
ALTER TYPE size RENAME TO size_old;
CREATE TYPE size AS ENUM ('large', 'small', 'medium');
-- table-rewrite: values are converted
ALTER TABLE t ALTER COLUMN size TYPE size USING size::text::size;
DROP TYPE size_old;
CREATE VIEW sizes AS
 SELECT t.size
   FROM t
  WHERE (t.size > 'small'::size);
