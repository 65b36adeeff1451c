-- up
CREATE TYPE state AS ENUM ('true', 'false', 'paused');
DROP INDEX t_active_idx;
-- table-rewrite: values are converted
-- may-fail: t.active may hold values that cannot be read as the new type
ALTER TABLE t
    ALTER COLUMN active DROP DEFAULT,
    ALTER COLUMN active TYPE state USING active::text::state,
    ALTER COLUMN active SET DEFAULT 'true'::state;
-- alone
CREATE INDEX CONCURRENTLY t_active_idx ON t (id) WHERE (active = 'true'::state);

-- down
DROP INDEX t_active_idx;
-- table-rewrite: values are converted
-- may-fail: t.active may hold values that cannot be read as the new type
ALTER TABLE t
    ALTER COLUMN active DROP DEFAULT,
    ALTER COLUMN active TYPE boolean USING active::text::boolean,
    ALTER COLUMN active SET DEFAULT true;
-- long-lock: the index is built at once
CREATE INDEX t_active_idx ON t (id) WHERE (active);
DROP TYPE state;
