-- up
DROP TRIGGER t_kind;
-- data-loss: `kind` loses 'c': without strict mode values that do not fit are cut or replaced
-- may-fail: `kind` loses 'c': under strict mode values that do not fit are refused
-- table-rewrite: `kind` loses 'c'
-- long-lock: `kind` loses 'c'
-- table-rewrite: `is_a` is computed for every row
-- long-lock: `is_a` is computed for every row
-- may-fail: rows may violate `not_c`
-- table-rewrite: every row is checked for `not_c`
-- long-lock: every row is checked for `not_c`
ALTER TABLE t
    DROP CONSTRAINT not_c,
    DROP KEY t_kind_idx,
    DROP COLUMN is_a,
    MODIFY COLUMN kind enum('a','b') NOT NULL,
    ADD COLUMN is_a tinyint(1) GENERATED ALWAYS AS (`kind` = 'a') STORED,
    ADD KEY t_kind_idx (kind, is_a),
    ADD CONSTRAINT not_c CHECK (`kind` <> 'b');
CREATE TRIGGER t_kind BEFORE INSERT ON t FOR EACH ROW
SET NEW.kind = 'a';

-- down
DROP TRIGGER t_kind;
-- table-rewrite: `is_a` is computed for every row
-- long-lock: `is_a` is computed for every row
-- may-fail: rows may violate `not_c`
-- table-rewrite: every row is checked for `not_c`
-- long-lock: every row is checked for `not_c`
ALTER TABLE t
    DROP CONSTRAINT not_c,
    DROP KEY t_kind_idx,
    DROP COLUMN is_a,
    MODIFY COLUMN kind enum('a','b','c') NOT NULL,
    ADD COLUMN is_a tinyint(1) GENERATED ALWAYS AS (`kind` = 'a') STORED,
    ADD KEY t_kind_idx (kind, is_a),
    ADD CONSTRAINT not_c CHECK (`kind` <> 'c');
CREATE TRIGGER t_kind BEFORE INSERT ON t FOR EACH ROW
SET NEW.kind = 'b';
