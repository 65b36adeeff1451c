-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `rooms` is recreated: SQLite cannot change it in place
CREATE TABLE new_rooms (
    number INTEGER NOT NULL PRIMARY KEY
);
-- table-rewrite: all rows of `rooms` are rewritten
-- data-loss: the values of `rooms.house` are lost
-- may-fail: it fails where rows of `rooms` have the same `number`
INSERT INTO new_rooms (number)
SELECT number
FROM rooms;
DROP TABLE rooms;
ALTER TABLE new_rooms RENAME TO rooms;
-- `beds` is recreated: SQLite cannot change it in place
CREATE TABLE new_beds (
    id INTEGER PRIMARY KEY,
    number INTEGER REFERENCES rooms (number)
);
-- table-rewrite: all rows of `beds` are rewritten
-- data-loss: the values of `beds.house` are lost
-- may-fail: it fails where rows of `beds` have no row in `rooms`
INSERT INTO new_beds (id, number)
SELECT id, number
FROM beds;
DROP TABLE beds;
ALTER TABLE new_beds RENAME TO beds;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `rooms` is recreated: SQLite cannot change it in place
CREATE TABLE new_rooms (
    house INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (house, number)
);
-- table-rewrite: all rows of `rooms` are rewritten
-- may-fail: it fails where `rooms` has rows: `house` has no value for them
-- may-fail: an insert into `rooms` that leaves out `number` gets no number any more: SQLite numbers an `INTEGER PRIMARY KEY` alone
INSERT INTO new_rooms (rowid, number)
SELECT number, number
FROM rooms;
DROP TABLE rooms;
ALTER TABLE new_rooms RENAME TO rooms;
-- `beds` is recreated: SQLite cannot change it in place
CREATE TABLE new_beds (
    id INTEGER PRIMARY KEY,
    house INTEGER,
    number INTEGER,
    FOREIGN KEY (house, number) REFERENCES rooms (house, number)
);
-- table-rewrite: all rows of `beds` are rewritten
INSERT INTO new_beds (id, number)
SELECT id, number
FROM beds;
DROP TABLE beds;
ALTER TABLE new_beds RENAME TO beds;
COMMIT;
PRAGMA foreign_keys = ON;
