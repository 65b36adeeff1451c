-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `seats` is recreated: SQLite cannot change it in place
CREATE TABLE new_seats (
    number INTEGER NOT NULL PRIMARY KEY,
    taken BOOLEAN
);
-- table-rewrite: all rows of `seats` are rewritten
-- data-loss: the values of `seats.room` are lost
-- may-fail: it fails where rows of `seats` have the same `number`
INSERT INTO new_seats (number, taken)
SELECT number, taken
FROM seats;
DROP TABLE seats;
ALTER TABLE new_seats RENAME TO seats;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `seats` is recreated: SQLite cannot change it in place
CREATE TABLE new_seats (
    room INTEGER NOT NULL,
    number INTEGER NOT NULL,
    taken BOOLEAN,
    PRIMARY KEY (room, number)
);
-- table-rewrite: all rows of `seats` are rewritten
-- may-fail: it fails where `seats` has rows: `room` has no value for them
-- may-fail: an insert into `seats` that leaves out `number` gets no number any more: SQLite numbers an `INTEGER PRIMARY KEY` alone
INSERT INTO new_seats (rowid, number, taken)
SELECT number, number, taken
FROM seats;
DROP TABLE seats;
ALTER TABLE new_seats RENAME TO seats;
COMMIT;
PRAGMA foreign_keys = ON;
