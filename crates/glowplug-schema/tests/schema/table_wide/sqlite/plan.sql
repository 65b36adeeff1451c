-- up
ALTER TABLE wide ADD COLUMN last_one INTEGER;
-- data-loss: the values of `wide.c33` are lost
-- table-rewrite: all rows of `wide` are rewritten
ALTER TABLE wide DROP COLUMN c33;

-- down
ALTER TABLE wide ADD COLUMN c33 INTEGER;
-- data-loss: the values of `wide.last_one` are lost
-- table-rewrite: all rows of `wide` are rewritten
ALTER TABLE wide DROP COLUMN last_one;
