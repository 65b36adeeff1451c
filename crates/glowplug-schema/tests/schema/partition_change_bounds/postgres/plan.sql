-- up
ALTER TABLE visits DETACH PARTITION visits_a;
ALTER TABLE visits DETACH PARTITION visits_b;
ALTER TABLE visits DETACH PARTITION visits_c;
ALTER TABLE visits DETACH PARTITION visits_rest;
-- data-loss: all rows of visits_d are lost
DROP TABLE visits_d;
-- may-fail: rows of visits_a may not belong there
-- long-lock: all rows are looked at
-- may-fail: visits_rest may hold rows that belong there
-- long-lock: all rows of visits_rest are looked at
ALTER TABLE visits ATTACH PARTITION visits_a FOR VALUES FROM (10) TO (20);
-- may-fail: rows of visits_b may not belong there
-- long-lock: all rows are looked at
-- may-fail: visits_rest may hold rows that belong there
-- long-lock: all rows of visits_rest are looked at
ALTER TABLE visits ATTACH PARTITION visits_b FOR VALUES FROM (0) TO (10);
-- may-fail: rows of visits_c may not belong there
-- long-lock: all rows are looked at
-- may-fail: visits_rest may hold rows that belong there
-- long-lock: all rows of visits_rest are looked at
ALTER TABLE visits ATTACH PARTITION visits_c FOR VALUES FROM (20) TO (30);
-- may-fail: rows of visits_rest may not belong there
-- long-lock: all rows are looked at
ALTER TABLE visits ATTACH PARTITION visits_rest FOR VALUES FROM (50) TO (60);
ALTER TABLE visits ADD COLUMN note text;
-- may-fail: visits_rest may hold rows that belong there
-- long-lock: all rows of visits_rest are looked at
CREATE TABLE visits_c2 PARTITION OF visits
    FOR VALUES FROM (30) TO (40);
-- may-fail: visits_rest may hold rows that belong there
-- long-lock: all rows of visits_rest are looked at
CREATE TABLE visits_e PARTITION OF visits
    FOR VALUES FROM (40) TO (50);
-- may-fail: visits_rest may hold rows that belong there
-- long-lock: all rows of visits_rest are looked at
CREATE TABLE visits_other PARTITION OF visits
    DEFAULT;

-- down
ALTER TABLE visits DETACH PARTITION visits_a;
ALTER TABLE visits DETACH PARTITION visits_b;
ALTER TABLE visits DETACH PARTITION visits_c;
ALTER TABLE visits DETACH PARTITION visits_rest;
-- data-loss: all rows of visits_c2 are lost
DROP TABLE visits_c2;
-- data-loss: all rows of visits_e are lost
DROP TABLE visits_e;
-- data-loss: all rows of visits_other are lost
DROP TABLE visits_other;
-- may-fail: rows of visits_a may not belong there
-- long-lock: all rows are looked at
ALTER TABLE visits ATTACH PARTITION visits_a FOR VALUES FROM (0) TO (10);
-- may-fail: rows of visits_b may not belong there
-- long-lock: all rows are looked at
ALTER TABLE visits ATTACH PARTITION visits_b FOR VALUES FROM (10) TO (20);
-- may-fail: rows of visits_c may not belong there
-- long-lock: all rows are looked at
ALTER TABLE visits ATTACH PARTITION visits_c FOR VALUES FROM (20) TO (40);
CREATE TABLE visits_d PARTITION OF visits
    FOR VALUES FROM (40) TO (50);
-- may-fail: rows of visits_rest may not belong there
-- long-lock: all rows are looked at
ALTER TABLE visits ATTACH PARTITION visits_rest DEFAULT;
-- data-loss: the values of visits.note are lost
ALTER TABLE visits DROP COLUMN note;
