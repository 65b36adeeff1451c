-- up
-- may-fail: rows of rooms may conflict with each other
-- long-lock: all rows are looked at
ALTER TABLE rooms ADD CONSTRAINT rooms_free EXCLUDE USING gist (during WITH &&);

-- down
ALTER TABLE rooms DROP CONSTRAINT rooms_free;
