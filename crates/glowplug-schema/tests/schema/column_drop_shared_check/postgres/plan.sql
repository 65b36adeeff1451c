-- up
ALTER TABLE t DROP CONSTRAINT ordered;
-- data-loss: the values of t.b are lost
ALTER TABLE t DROP COLUMN b;

-- down
ALTER TABLE t ADD COLUMN b integer;
-- long-lock: all rows are looked at
ALTER TABLE t ADD CONSTRAINT ordered CHECK (a < b);
