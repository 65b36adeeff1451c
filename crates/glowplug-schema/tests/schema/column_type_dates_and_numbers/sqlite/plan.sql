-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    secret TEXT,
    price INTEGER,
    seen TIMESTAMP,
    at DATE,
    day TIMESTAMP,
    flag BOOLEAN,
    wide INTEGER,
    note BLOB
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.secret` may become others: bytes that are no UTF-8 cannot be read as text
-- data-loss: values of `t.price` may become others: the fractions of numbers are cut
-- data-loss: values of `t.seen` may become others: text that is no such date or time cannot be read
-- data-loss: values of `t.at` may become others: the time of day goes
-- data-loss: values of `t.flag` may become others: each number but 0 is read as true
-- data-loss: values of `t.wide` may become others: numbers beyond the range of the new type are cut
INSERT INTO new_t (id, secret, price, seen, at, day, flag, wide, note)
SELECT id, CAST(secret AS TEXT), price, seen, iif(typeof(at) = 'text', substr(at, 1, 10), at), iif(length(day) = 10, day || ' 00:00:00', day), flag, wide, CAST(note AS BLOB)
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    secret BLOB,
    price DOUBLE,
    seen TEXT,
    at TIMESTAMP,
    day DATE,
    flag INTEGER,
    wide BIGINT,
    note TEXT
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.price` may become others: whole numbers beyond 2^53 are rounded
-- data-loss: values of `t.day` may become others: the time of day goes
-- data-loss: values of `t.note` may become others: bytes that are no UTF-8 cannot be read as text
INSERT INTO new_t (id, secret, price, seen, at, day, flag, wide, note)
SELECT id, CAST(secret AS BLOB), price, seen, iif(length(at) = 10, at || ' 00:00:00', at), iif(typeof(day) = 'text', substr(day, 1, 10), day), flag, wide, CAST(note AS TEXT)
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
