-- up
ALTER TABLE beds DROP CONSTRAINT beds_house_number_fkey;
-- data-loss: the values of beds.house are lost
ALTER TABLE beds DROP COLUMN house;
ALTER TABLE rooms DROP CONSTRAINT rooms_pkey;
-- data-loss: the values of rooms.house are lost
ALTER TABLE rooms DROP COLUMN house;
-- alone
-- may-fail: rows of rooms may have the same number
CREATE UNIQUE INDEX CONCURRENTLY rooms_pkey ON rooms (number);
-- later
ALTER TABLE rooms ADD CONSTRAINT rooms_pkey PRIMARY KEY USING INDEX rooms_pkey;
-- may-fail: rows of beds may reference no row of rooms
-- long-lock: all rows are looked at
ALTER TABLE beds
    ADD CONSTRAINT beds_number_fkey FOREIGN KEY (number) REFERENCES rooms(number);

-- down
ALTER TABLE beds DROP CONSTRAINT beds_number_fkey;
ALTER TABLE beds ADD COLUMN house integer;
-- may-fail: rows of rooms have no value for house
ALTER TABLE rooms ADD COLUMN house integer NOT NULL;
ALTER TABLE rooms DROP CONSTRAINT rooms_pkey;
-- long-lock: all rows are looked at
ALTER TABLE rooms ADD CONSTRAINT rooms_pkey PRIMARY KEY (house, number);
-- long-lock: all rows are looked at
ALTER TABLE beds
    ADD CONSTRAINT beds_house_number_fkey FOREIGN KEY (house, number) REFERENCES rooms(house, number);
