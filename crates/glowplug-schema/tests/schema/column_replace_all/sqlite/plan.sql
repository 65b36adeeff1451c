-- up
ALTER TABLE t ADD COLUMN c TEXT;
ALTER TABLE t ADD COLUMN d INTEGER NOT NULL DEFAULT 0;
-- data-loss: the values of `t.a` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN a;
-- data-loss: the values of `t.b` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN b;

-- down
ALTER TABLE t ADD COLUMN a TEXT;
ALTER TABLE t ADD COLUMN b TEXT;
-- data-loss: the values of `t.c` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN c;
-- data-loss: the values of `t.d` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN d;
