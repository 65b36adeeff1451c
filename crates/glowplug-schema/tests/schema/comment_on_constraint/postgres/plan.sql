-- up
ALTER TABLE t ADD COLUMN b integer;
COMMENT ON CONSTRAINT small ON t IS NULL;
COMMENT ON CONSTRAINT t_pkey ON t IS 'the key';
ALTER TABLE t ADD CONSTRAINT t_b_fkey FOREIGN KEY (b) REFERENCES t(id) NOT VALID;
COMMENT ON CONSTRAINT t_b_fkey ON t IS 'the other';
-- alone
-- may-fail: rows of t may have the same a
CREATE UNIQUE INDEX CONCURRENTLY t_a_key ON t (a);
-- later
ALTER TABLE t VALIDATE CONSTRAINT t_b_fkey;
ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE USING INDEX t_a_key;
COMMENT ON CONSTRAINT t_a_key ON t IS 'one of each';

-- down
ALTER TABLE t DROP CONSTRAINT t_b_fkey;
ALTER TABLE t DROP CONSTRAINT t_a_key;
-- data-loss: the values of t.b are lost
ALTER TABLE t DROP COLUMN b;
COMMENT ON CONSTRAINT small ON t IS 'old';
COMMENT ON CONSTRAINT t_pkey ON t IS NULL;
