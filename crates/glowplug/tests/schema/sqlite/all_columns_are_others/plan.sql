-- up
ALTER TABLE t ADD COLUMN c TEXT;
ALTER TABLE t ADD COLUMN d INTEGER NOT NULL DEFAULT 0;
-- data-loss: the values of `t.a` go
-- table-rewrite: all rows of `t` are written again
ALTER TABLE t DROP COLUMN a;
-- data-loss: the values of `t.b` go
-- table-rewrite: all rows of `t` are written again
ALTER TABLE t DROP COLUMN b;

-- down
ALTER TABLE t ADD COLUMN a TEXT;
ALTER TABLE t ADD COLUMN b TEXT;
-- data-loss: the values of `t.c` go
-- table-rewrite: all rows of `t` are written again
ALTER TABLE t DROP COLUMN c;
-- data-loss: the values of `t.d` go
-- table-rewrite: all rows of `t` are written again
ALTER TABLE t DROP COLUMN d;
