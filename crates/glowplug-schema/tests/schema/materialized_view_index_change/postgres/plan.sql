-- up
DROP INDEX m_a_idx;
-- alone
-- may-fail: rows of m may have the same id
CREATE UNIQUE INDEX CONCURRENTLY m_id_idx ON m (id);

-- down
DROP INDEX m_id_idx;
-- long-lock: the index is built at once
CREATE INDEX m_a_idx ON m (a);
