-- up
ALTER TABLE t DROP CONSTRAINT ordered;
-- data-loss: the values of t.b are gone
ALTER TABLE t DROP COLUMN b;

-- down
ALTER TABLE t ADD COLUMN b integer;
-- may-fail: rows of t may break it
-- long-lock: all rows are looked at
ALTER TABLE t ADD CONSTRAINT ordered CHECK (a < b);
