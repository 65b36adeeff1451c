-- up
DROP INDEX app.old_idx;
-- alone
CREATE INDEX CONCURRENTLY new_idx ON app.t (a DESC);
-- may-fail: rows of app.t may have the same a
CREATE UNIQUE INDEX CONCURRENTLY other_idx ON app.t (a) WHERE (a > 0);
-- later
COMMENT ON INDEX app.other_idx IS 'some';

-- down
DROP INDEX app.new_idx;
DROP INDEX app.other_idx;
-- long-lock: the index is built at once
CREATE INDEX old_idx ON app.t (a);
