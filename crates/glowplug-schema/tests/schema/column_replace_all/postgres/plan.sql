-- up
-- data-loss: the values of t.a are lost
ALTER TABLE t DROP COLUMN a;
-- data-loss: the values of t.b are lost
ALTER TABLE t DROP COLUMN b;
ALTER TABLE t ADD COLUMN c text;
ALTER TABLE t ADD COLUMN d integer NOT NULL DEFAULT 0;

-- down
-- data-loss: the values of t.c are lost
ALTER TABLE t DROP COLUMN c;
-- data-loss: the values of t.d are lost
ALTER TABLE t DROP COLUMN d;
ALTER TABLE t ADD COLUMN a text;
ALTER TABLE t ADD COLUMN b text;
