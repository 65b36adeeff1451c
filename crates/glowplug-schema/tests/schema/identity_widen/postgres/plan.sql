-- up
-- table-rewrite: values are converted
ALTER TABLE users ALTER COLUMN id TYPE bigint USING id::bigint;

-- down
-- table-rewrite: values are converted
-- may-fail: users.id may hold numbers beyond the range of the new type
ALTER TABLE users ALTER COLUMN id TYPE integer USING id::integer;
