-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `a` is recreated: SQLite cannot change it in place
CREATE TABLE new_a (
    id INTEGER PRIMARY KEY,
    b INTEGER
);
-- table-rewrite: all rows of `a` are rewritten
-- data-loss: the values of `a.c` are lost
INSERT INTO new_a (id, b)
SELECT id, b
FROM a;
DROP TABLE a;
ALTER TABLE new_a RENAME TO a;
CREATE INDEX a_b_c ON a (b);
COMMIT;
PRAGMA foreign_keys = ON;

-- down
DROP INDEX a_b_c;
ALTER TABLE a ADD COLUMN c INTEGER CONSTRAINT b_c CHECK (b < c);
CREATE INDEX a_b_c ON a (b, c);
