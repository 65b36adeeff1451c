CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(20), age INT);
CREATE TRIGGER b_first BEFORE INSERT ON people FOR EACH ROW
BEGIN
    -- nobody; is called so
    IF NEW.name = ';' THEN
        SET NEW.name = 'x';
    END IF;
    SET NEW.age = 1;
END;
CREATE TRIGGER `new one` AFTER UPDATE ON people FOR EACH ROW SET @x = NEW.id;
