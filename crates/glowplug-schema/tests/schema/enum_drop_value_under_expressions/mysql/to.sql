CREATE TABLE t (id INT PRIMARY KEY, kind ENUM('a', 'b') NOT NULL, is_a BOOLEAN AS (kind = 'a') STORED, CONSTRAINT not_c CHECK (kind <> 'b'), KEY t_kind_idx (kind, is_a));
CREATE TRIGGER t_kind BEFORE INSERT ON t FOR EACH ROW SET NEW.kind = 'a';
