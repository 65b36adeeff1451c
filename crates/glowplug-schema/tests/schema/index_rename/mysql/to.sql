CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20), UNIQUE KEY new_index (a) COMMENT 'old_index');
CREATE TRIGGER new_trigger AFTER INSERT ON t FOR EACH ROW SET @x = 'old_trigger';
