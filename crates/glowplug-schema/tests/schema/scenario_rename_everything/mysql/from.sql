CREATE TABLE shops (
    id INT PRIMARY KEY,
    code VARCHAR(20),
    parent INT,
    UNIQUE KEY a_key (code),
    KEY a_idx (code, id),
    KEY shops_parent_idx (parent),
    CONSTRAINT a_check CHECK (id > 0),
    CONSTRAINT a_fkey FOREIGN KEY (parent) REFERENCES shops (id)
);
CREATE TRIGGER old_trigger BEFORE INSERT ON shops FOR EACH ROW
BEGIN
    SET NEW.code = 'old_trigger';
END;
CREATE VIEW a_view AS SELECT id FROM shops;
CREATE SEQUENCE a_sequence;
INSERT INTO shops VALUES (1, 'x', NULL);
