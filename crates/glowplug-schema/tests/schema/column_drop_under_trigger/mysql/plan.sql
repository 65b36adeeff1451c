-- up
DROP TRIGGER touch;
-- data-loss: the values of `updated_at` are lost
ALTER TABLE notes DROP COLUMN updated_at;

-- down
ALTER TABLE notes ADD COLUMN updated_at datetime;
CREATE TRIGGER touch BEFORE UPDATE ON notes FOR EACH ROW
SET NEW.updated_at = NOW();
