-- up
-- may-fail: rows that are there get no valid value in `born`
ALTER TABLE users ADD COLUMN born date NOT NULL;

-- down
-- data-loss: the values of `born` are lost
ALTER TABLE users DROP COLUMN born;
