-- up
-- table-rewrite: values are converted
ALTER TABLE t
    ALTER COLUMN number TYPE integer[] USING CASE WHEN number IS NOT NULL THEN ARRAY[number]::integer[] END,
    ALTER COLUMN tag TYPE text[] USING CASE WHEN tag LIKE '{%}' THEN tag::text[] WHEN tag IS NOT NULL THEN ARRAY[tag]::text[] END;

-- down
-- data-loss: values of t.number lose all elements but the first
-- table-rewrite: values are converted
ALTER TABLE t
    ALTER COLUMN number TYPE integer USING number[1]::integer,
    ALTER COLUMN tag TYPE text USING CASE WHEN cardinality(tag) = 1 AND tag[1]::text NOT LIKE '{%}' THEN tag[1]::text ELSE tag::text END;
