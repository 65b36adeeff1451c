-- up
ALTER TABLE t DROP CONSTRAINT odd;
ALTER TABLE t DROP CONSTRAINT small;
ALTER TABLE t ADD CONSTRAINT either CHECK (num_nonnulls(a, b) = 1) NO INHERIT NOT VALID;
ALTER TABLE t ADD CONSTRAINT ordered CHECK ((a <= b) OR (b IS NULL)) NOT VALID;
ALTER TABLE t ADD CONSTRAINT small CHECK (a < 20) NOT VALID;
-- later
-- may-fail: rows of t may violate either
ALTER TABLE t VALIDATE CONSTRAINT either;
-- may-fail: rows of t may violate ordered
ALTER TABLE t VALIDATE CONSTRAINT ordered;
-- may-fail: rows of t may violate small
ALTER TABLE t VALIDATE CONSTRAINT small;

-- down
ALTER TABLE t DROP CONSTRAINT either;
ALTER TABLE t DROP CONSTRAINT ordered;
ALTER TABLE t DROP CONSTRAINT small;
-- may-fail: rows of t may violate odd
-- long-lock: all rows are looked at
ALTER TABLE t ADD CONSTRAINT odd CHECK ((b % 2) = 1);
-- may-fail: rows of t may violate small
-- long-lock: all rows are looked at
ALTER TABLE t ADD CONSTRAINT small CHECK (a < 10);
