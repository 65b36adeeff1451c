-- up
DROP INDEX x_idx;
ALTER TABLE b ADD CONSTRAINT b_x_null_check CHECK (x IS NOT NULL) NOT VALID;
-- alone
CREATE INDEX CONCURRENTLY x_idx ON b (x);
-- later
-- may-fail: rows of b may have no x
ALTER TABLE b VALIDATE CONSTRAINT b_x_null_check;
ALTER TABLE b ALTER COLUMN x SET NOT NULL;
ALTER TABLE b DROP CONSTRAINT b_x_null_check;

-- down
DROP INDEX x_idx;
-- long-lock: the index is built at once
CREATE INDEX x_idx ON a (x);
ALTER TABLE b ALTER COLUMN x DROP NOT NULL;
