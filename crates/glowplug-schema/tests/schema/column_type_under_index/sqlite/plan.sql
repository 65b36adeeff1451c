-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    a TEXT,
    b BIGINT
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (id, a, b)
SELECT id, a, b
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
CREATE INDEX t_a_idx ON t (lower(a)) WHERE b > 1;
CREATE INDEX t_b_idx ON t (b);
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
    a VARCHAR(9),
    b INTEGER
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.b` may become others: numbers beyond the range of the new type are cut
INSERT INTO new_t (id, a, b)
SELECT id, a, b
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
CREATE INDEX t_a_idx ON t (lower(a)) WHERE b > 1;
CREATE INDEX t_b_idx ON t (b);
COMMIT;
PRAGMA foreign_keys = ON;
