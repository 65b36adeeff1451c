-- up
ALTER TABLE seats DROP CONSTRAINT seats_pkey;
-- data-loss: the values of seats.room are lost
ALTER TABLE seats DROP COLUMN room;
-- alone
-- may-fail: rows of seats may have the same number
CREATE UNIQUE INDEX CONCURRENTLY seats_pkey ON seats (number);
-- later
ALTER TABLE seats ADD CONSTRAINT seats_pkey PRIMARY KEY USING INDEX seats_pkey;

-- down
-- may-fail: rows of seats have no value for room
ALTER TABLE seats ADD COLUMN room integer NOT NULL;
ALTER TABLE seats DROP CONSTRAINT seats_pkey;
-- long-lock: all rows are looked at
ALTER TABLE seats ADD CONSTRAINT seats_pkey PRIMARY KEY (room, number);
