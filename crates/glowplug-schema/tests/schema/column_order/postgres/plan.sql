-- up
ALTER TABLE t ADD COLUMN c text;

-- down
-- data-loss: the values of t.c are lost
ALTER TABLE t DROP COLUMN c;
