-- up
ALTER TABLE b DROP FOREIGN KEY b_a;
-- may-fail: rows with NULL in `a` are refused
-- table-rewrite: whether `a` takes NULL changes
ALTER TABLE b MODIFY COLUMN a int NOT NULL;
-- table-rewrite: every row is looked up for `b_a`
-- long-lock: every row is looked up for `b_a`
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a) REFERENCES a (id) ON DELETE CASCADE;

-- down
ALTER TABLE b DROP FOREIGN KEY b_a;
-- table-rewrite: whether `a` takes NULL changes
ALTER TABLE b MODIFY COLUMN a int;
-- table-rewrite: every row is looked up for `b_a`
-- long-lock: every row is looked up for `b_a`
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a) REFERENCES a (id) ON DELETE SET NULL;
