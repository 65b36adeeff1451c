-- up
-- data-loss: the values of `room` are lost
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE seats
    DROP PRIMARY KEY,
    DROP COLUMN room,
    ADD PRIMARY KEY (number);

-- down
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE seats
    DROP PRIMARY KEY,
    ADD COLUMN room int NOT NULL FIRST,
    ADD PRIMARY KEY (room, number);
