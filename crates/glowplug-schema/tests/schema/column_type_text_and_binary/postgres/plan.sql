-- up
-- table-rewrite: values are converted
-- may-fail: t.b may hold bytes that are no text in UTF-8
ALTER TABLE t
    ALTER COLUMN a TYPE bytea USING pg_catalog.convert_to(a, 'UTF8')::bytea,
    ALTER COLUMN b TYPE text USING pg_catalog.convert_from(b, 'UTF8')::text;

-- down
-- table-rewrite: values are converted
-- may-fail: t.a may hold bytes that are no text in UTF-8
ALTER TABLE t
    ALTER COLUMN a TYPE text USING pg_catalog.convert_from(a, 'UTF8')::text,
    ALTER COLUMN b TYPE bytea USING pg_catalog.convert_to(b, 'UTF8')::bytea;
