-- up
DROP TRIGGER gone;
DROP TRIGGER b_first;
CREATE TRIGGER b_first BEFORE INSERT ON people FOR EACH ROW
BEGIN
    -- nobody; is called so
    IF NEW.name = ';' THEN
        SET NEW.name = 'x';
    END IF;
    SET NEW.age = 1;
END;
CREATE TRIGGER `new one` AFTER UPDATE ON people FOR EACH ROW
SET @x = NEW.id;

-- down
DROP TRIGGER `new one`;
DROP TRIGGER b_first;
CREATE TRIGGER b_first BEFORE INSERT ON people FOR EACH ROW
SET NEW.name = TRIM(NEW.name);
CREATE TRIGGER gone AFTER DELETE ON people FOR EACH ROW
SET @x = OLD.id;
