CREATE TABLE shops (
    id INT PRIMARY KEY,
    code VARCHAR(20),
    parent INT,
    UNIQUE KEY b_key (code),
    KEY b_idx (code, id),
    KEY shops_parent_idx (parent),
    CONSTRAINT b_check CHECK (id > 0),
    CONSTRAINT b_fkey FOREIGN KEY (parent) REFERENCES shops (id)
);
CREATE TRIGGER new_trigger BEFORE INSERT ON shops FOR EACH ROW
BEGIN
    SET NEW.code = 'old_trigger';
END;
CREATE VIEW b_view AS SELECT id FROM shops;
CREATE SEQUENCE b_sequence;
