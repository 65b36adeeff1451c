-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    a INTEGER NOT NULL,
    b INTEGER,
    CONSTRAINT t_pkey PRIMARY KEY (a),
    CONSTRAINT t_a_check CHECK (a > 0),
    CONSTRAINT t_b_key UNIQUE (b),
    CONSTRAINT t_b_fkey FOREIGN KEY (b) REFERENCES t (a)
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (a, b)
SELECT a, b
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
    a INTEGER NOT NULL,
    b INTEGER,
    CONSTRAINT odd CHECK (a > 0),
    CONSTRAINT self FOREIGN KEY (b) REFERENCES t (a),
    CONSTRAINT one UNIQUE (b),
    CONSTRAINT key PRIMARY KEY (a)
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (a, b)
SELECT a, b
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
