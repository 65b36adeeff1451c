-- up
-- alone
CREATE UNIQUE INDEX CONCURRENTLY t_id_place_key ON t (id, place);
CREATE UNIQUE INDEX CONCURRENTLY t_place_key_new ON t (place);
-- later
ALTER TABLE t ADD CONSTRAINT t_id_place_key UNIQUE USING INDEX t_id_place_key DEFERRABLE;
ALTER TABLE t
    DROP CONSTRAINT t_place_key,
    ADD CONSTRAINT t_place_key UNIQUE USING INDEX t_place_key_new DEFERRABLE INITIALLY DEFERRED;

-- down
ALTER TABLE t DROP CONSTRAINT t_id_place_key;
ALTER TABLE t DROP CONSTRAINT t_place_key;
-- long-lock: all rows are looked at
ALTER TABLE t ADD CONSTRAINT t_place_key UNIQUE (place);
