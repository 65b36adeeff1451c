-- up
ALTER TABLE places ADD COLUMN n int;

-- down
-- data-loss: the values of `n` are lost
ALTER TABLE places DROP COLUMN n;
