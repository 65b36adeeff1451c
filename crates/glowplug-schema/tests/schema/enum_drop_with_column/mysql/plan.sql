-- up
-- data-loss: the values of `mood` are lost
ALTER TABLE t DROP COLUMN mood;

-- down
ALTER TABLE t ADD COLUMN mood enum('sad','ok') DEFAULT 'ok';
