-- up
ALTER INDEX t_fill_idx SET (fillfactor=60);
-- alone
CREATE INDEX CONCURRENTLY t_idx_new ON t (a, b);
CREATE INDEX CONCURRENTLY t_where_idx_new ON t (b) WHERE (a > 2);
-- later
DROP INDEX t_idx;
ALTER INDEX t_idx_new RENAME TO t_idx;
COMMENT ON INDEX t_idx IS 'both';
DROP INDEX t_where_idx;
ALTER INDEX t_where_idx_new RENAME TO t_where_idx;

-- down
DROP INDEX t_idx;
DROP INDEX t_where_idx;
-- long-lock: the index is built at once
CREATE INDEX t_idx ON t (a);
-- long-lock: the index is built at once
CREATE INDEX t_where_idx ON t (b) WHERE (a > 1);
ALTER INDEX t_fill_idx RESET (fillfactor);
