-- up
DROP TRIGGER old_trigger;
DROP INDEX old_index;
CREATE UNIQUE INDEX new_index ON t (a) WHERE a <> 'old_index';
CREATE TRIGGER new_trigger AFTER INSERT ON t
BEGIN
    SELECT 'old_trigger';
END;

-- down
DROP TRIGGER new_trigger;
DROP INDEX new_index;
CREATE UNIQUE INDEX old_index ON t (a) WHERE a <> 'old_index';
CREATE TRIGGER old_trigger AFTER INSERT ON t
BEGIN
    SELECT 'old_trigger';
END;
