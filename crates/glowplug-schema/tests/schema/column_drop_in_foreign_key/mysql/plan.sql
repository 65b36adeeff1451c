-- up
ALTER TABLE beds DROP FOREIGN KEY beds_room;
-- data-loss: the values of `house` are lost
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE rooms
    DROP PRIMARY KEY,
    DROP COLUMN house,
    ADD PRIMARY KEY (number);
-- data-loss: the values of `house` are lost
ALTER TABLE beds
    DROP KEY beds_room,
    DROP COLUMN house,
    ADD KEY beds_room (number);
-- table-rewrite: every row is looked up for `beds_room`
-- long-lock: every row is looked up for `beds_room`
-- may-fail: rows may violate `beds_room`
ALTER TABLE beds ADD CONSTRAINT beds_room FOREIGN KEY (number) REFERENCES rooms (number);

-- down
ALTER TABLE beds DROP FOREIGN KEY beds_room;
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE rooms
    DROP PRIMARY KEY,
    ADD COLUMN house int NOT NULL FIRST,
    ADD PRIMARY KEY (house, number);
ALTER TABLE beds
    DROP KEY beds_room,
    ADD COLUMN house int AFTER id,
    ADD KEY beds_room (house, number);
-- table-rewrite: every row is looked up for `beds_room`
-- long-lock: every row is looked up for `beds_room`
ALTER TABLE beds ADD CONSTRAINT beds_room FOREIGN KEY (house, number) REFERENCES rooms (house, number);
