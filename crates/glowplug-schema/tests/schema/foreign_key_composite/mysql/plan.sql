-- up
-- table-rewrite: every row is looked up for `beds_room`
-- long-lock: every row is looked up for `beds_room`
-- may-fail: rows may violate `beds_room`
ALTER TABLE beds
    ADD KEY beds_room (house, number),
    ADD CONSTRAINT beds_room FOREIGN KEY (house, number) REFERENCES rooms (house, number);

-- down
ALTER TABLE beds
    DROP FOREIGN KEY beds_room,
    DROP KEY beds_room;
