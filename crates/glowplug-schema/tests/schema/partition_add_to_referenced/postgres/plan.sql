-- up
ALTER TABLE notes DROP CONSTRAINT notes_visit_id_visit_day_fkey;
ALTER TABLE notes
    ADD CONSTRAINT notes_visit_id_visit_day_fkey FOREIGN KEY (visit_id, visit_day) REFERENCES visits(id, day) ON DELETE CASCADE NOT VALID;
-- may-fail: visits_later may hold rows that belong there
-- long-lock: all rows of visits_later are looked at
CREATE TABLE visits_2026 PARTITION OF visits
    FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY RANGE (id);
CREATE INDEX visits_2026_id_idx ON visits_2026 (id);
CREATE TABLE visits_2026_low PARTITION OF visits_2026
    FOR VALUES FROM (MINVALUE) TO (1000);
CREATE TABLE visits_2026_rest PARTITION OF visits_2026
    DEFAULT;
-- later
ALTER TABLE notes VALIDATE CONSTRAINT notes_visit_id_visit_day_fkey;

-- down
ALTER TABLE notes DROP CONSTRAINT notes_visit_id_visit_day_fkey;
-- long-lock: all rows are looked at
ALTER TABLE notes
    ADD CONSTRAINT notes_visit_id_visit_day_fkey FOREIGN KEY (visit_id, visit_day) REFERENCES visits(id, day);
ALTER TABLE visits_2026 DETACH PARTITION visits_2026_low;
-- data-loss: all rows of visits_2026_low are lost
DROP TABLE visits_2026_low;
ALTER TABLE visits_2026 DETACH PARTITION visits_2026_rest;
-- data-loss: all rows of visits_2026_rest are lost
DROP TABLE visits_2026_rest;
ALTER TABLE visits DETACH PARTITION visits_2026;
-- data-loss: all rows of visits_2026 are lost
DROP TABLE visits_2026;
