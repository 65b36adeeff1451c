-- up
ALTER TABLE shops RENAME INDEX a_key TO b_key;
ALTER TABLE shops RENAME INDEX a_idx TO b_idx;
-- table-rewrite: `a_check` is recreated as `b_check`
-- long-lock: `a_check` is recreated as `b_check`
ALTER TABLE shops
    DROP CONSTRAINT a_check,
    ADD CONSTRAINT b_check CHECK (`id` > 0);
-- table-rewrite: `a_fkey` is recreated as `b_fkey`
-- long-lock: `a_fkey` is recreated as `b_fkey`
ALTER TABLE shops
    DROP FOREIGN KEY a_fkey,
    ADD CONSTRAINT b_fkey FOREIGN KEY (parent) REFERENCES shops (id);
DROP TRIGGER old_trigger;
CREATE TRIGGER new_trigger BEFORE INSERT ON shops FOR EACH ROW
BEGIN
    SET NEW.code = 'old_trigger';
END;
RENAME TABLE a_view TO b_view;
RENAME TABLE a_sequence TO b_sequence;

-- down
RENAME TABLE b_sequence TO a_sequence;
RENAME TABLE b_view TO a_view;
DROP TRIGGER new_trigger;
CREATE TRIGGER old_trigger BEFORE INSERT ON shops FOR EACH ROW
BEGIN
    SET NEW.code = 'old_trigger';
END;
-- table-rewrite: `b_fkey` is recreated as `a_fkey`
-- long-lock: `b_fkey` is recreated as `a_fkey`
ALTER TABLE shops
    DROP FOREIGN KEY b_fkey,
    ADD CONSTRAINT a_fkey FOREIGN KEY (parent) REFERENCES shops (id);
-- table-rewrite: `b_check` is recreated as `a_check`
-- long-lock: `b_check` is recreated as `a_check`
ALTER TABLE shops
    DROP CONSTRAINT b_check,
    ADD CONSTRAINT a_check CHECK (`id` > 0);
ALTER TABLE shops RENAME INDEX b_idx TO a_idx;
ALTER TABLE shops RENAME INDEX b_key TO a_key;
