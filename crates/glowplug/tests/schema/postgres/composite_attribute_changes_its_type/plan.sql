-- up
-- cannot be changed in place: another one takes its place
ALTER TYPE size RENAME TO size_old;
CREATE TYPE size AS (
    width bigint,
    height integer
);
-- table-rewrite: values are converted
ALTER TABLE t
    ALTER COLUMN size TYPE size USING CASE WHEN size IS DISTINCT FROM NULL THEN ROW((size).width::bigint, (size).height::integer)::size END;
DROP TYPE size_old;

-- down
-- cannot be changed in place: another one takes its place
ALTER TYPE size RENAME TO size_old;
CREATE TYPE size AS (
    width integer,
    height integer
);
-- table-rewrite: values are converted
-- may-fail: t.size may hold numbers beyond the range of the new type
ALTER TABLE t
    ALTER COLUMN size TYPE size USING CASE WHEN size IS DISTINCT FROM NULL THEN ROW((size).width::integer, (size).height::integer)::size END;
DROP TYPE size_old;
