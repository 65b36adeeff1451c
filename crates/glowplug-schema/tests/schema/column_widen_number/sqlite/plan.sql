-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `counters` is recreated: SQLite cannot change it in place
CREATE TABLE new_counters (
    id INTEGER PRIMARY KEY,
    small BIGINT NOT NULL DEFAULT 1,
    sum DECIMAL(14, 4),
    ratio DOUBLE
);
-- table-rewrite: all rows of `counters` are rewritten
INSERT INTO new_counters (id, small, sum, ratio)
SELECT id, small, sum, ratio
FROM counters;
DROP TABLE counters;
ALTER TABLE new_counters RENAME TO counters;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `counters` is recreated: SQLite cannot change it in place
CREATE TABLE new_counters (
    id INTEGER PRIMARY KEY,
    small SMALLINT NOT NULL DEFAULT 1,
    sum DECIMAL(10, 2),
    ratio FLOAT
);
-- table-rewrite: all rows of `counters` are rewritten
-- data-loss: values of `counters.small` may become others: numbers beyond the range of the new type are cut
-- data-loss: values of `counters.ratio` may become others: digits beyond the precision of the new type are cut
INSERT INTO new_counters (id, small, sum, ratio)
SELECT id, small, sum, ratio
FROM counters;
DROP TABLE counters;
ALTER TABLE new_counters RENAME TO counters;
COMMIT;
PRAGMA foreign_keys = ON;
