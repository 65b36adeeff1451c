-- up
-- may-fail: rows may violate `changing_check`
-- table-rewrite: every row is checked for `changing_check`
-- long-lock: every row is checked for `changing_check`
-- may-fail: rows may violate `new_check`
-- table-rewrite: every row is checked for `new_check`
-- long-lock: every row is checked for `new_check`
ALTER TABLE users
    DROP CONSTRAINT old_check,
    DROP CONSTRAINT changing_check,
    ADD CONSTRAINT changing_check CHECK (`age` < 150),
    ADD CONSTRAINT new_check CHECK (`name` <> 'root' and `name`  not like '%;%');

-- down
-- may-fail: rows may violate `changing_check`
-- table-rewrite: every row is checked for `changing_check`
-- long-lock: every row is checked for `changing_check`
-- may-fail: rows may violate `old_check`
-- table-rewrite: every row is checked for `old_check`
-- long-lock: every row is checked for `old_check`
ALTER TABLE users
    DROP CONSTRAINT new_check,
    DROP CONSTRAINT changing_check,
    ADD CONSTRAINT changing_check CHECK (`age` < 200),
    ADD CONSTRAINT old_check CHECK (`age` > 0);
