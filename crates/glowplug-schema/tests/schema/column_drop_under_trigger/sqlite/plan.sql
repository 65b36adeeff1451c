-- up
DROP TRIGGER touch;
-- data-loss: the values of `notes.updated_at` are lost
-- table-rewrite: all rows of `notes` are rewritten
ALTER TABLE notes DROP COLUMN updated_at;

-- down
ALTER TABLE notes ADD COLUMN updated_at TIMESTAMP;
CREATE TRIGGER touch AFTER UPDATE OF text ON notes
BEGIN
    UPDATE notes SET updated_at = CURRENT_TIMESTAMP WHERE id = new.id;
END;
