-- up
-- table-rewrite: values are converted
ALTER TABLE t ALTER COLUMN id TYPE bytea USING pg_catalog.uuid_send(id)::bytea;

-- down
-- table-rewrite: values are converted
-- may-fail: t.id may hold values that are not of sixteen bytes
ALTER TABLE t ALTER COLUMN id TYPE uuid USING pg_catalog.encode(id, 'hex')::uuid;
