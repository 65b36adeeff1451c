-- up
ALTER TABLE bookings DROP CONSTRAINT free;
-- may-fail: rows of bookings may conflict with each other
-- long-lock: all rows are looked at
ALTER TABLE bookings
    ADD CONSTRAINT free EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (((NOT cancelled) AND (room >= 1) AND (room <= 9))) DEFERRABLE;

-- down
ALTER TABLE bookings DROP CONSTRAINT free;
-- may-fail: rows of bookings may conflict with each other
-- long-lock: all rows are looked at
ALTER TABLE bookings ADD CONSTRAINT free EXCLUDE USING gist (during WITH &&);
