-- up
ALTER TABLE t RENAME INDEX old_index TO new_index;
DROP TRIGGER old_trigger;
CREATE TRIGGER new_trigger AFTER INSERT ON t FOR EACH ROW
SET @x = 'old_trigger';

-- down
DROP TRIGGER new_trigger;
CREATE TRIGGER old_trigger AFTER INSERT ON t FOR EACH ROW
SET @x = 'old_trigger';
ALTER TABLE t RENAME INDEX new_index TO old_index;
