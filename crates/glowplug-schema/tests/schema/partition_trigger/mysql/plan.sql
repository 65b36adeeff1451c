-- up
DROP TRIGGER events_touch;
CREATE TRIGGER events_own AFTER INSERT ON events FOR EACH ROW
SET @x = NEW.id;
CREATE TRIGGER events_touch BEFORE UPDATE ON events FOR EACH ROW
SET NEW.id = 2;

-- down
DROP TRIGGER events_own;
DROP TRIGGER events_touch;
CREATE TRIGGER events_touch BEFORE UPDATE ON events FOR EACH ROW
SET NEW.id = 1;
