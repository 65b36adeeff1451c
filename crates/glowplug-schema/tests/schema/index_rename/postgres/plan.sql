-- up
ALTER INDEX old_index RENAME TO new_index;
ALTER TRIGGER old_trigger ON t RENAME TO new_trigger;

-- down
ALTER TRIGGER new_trigger ON t RENAME TO old_trigger;
ALTER INDEX new_index RENAME TO old_index;
