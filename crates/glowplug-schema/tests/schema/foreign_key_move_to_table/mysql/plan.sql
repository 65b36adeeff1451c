-- up
ALTER TABLE b DROP FOREIGN KEY to_a;
-- c_a is recreated: if the server made it by itself, it would be to_a from now on
-- table-rewrite: every row is looked up for `to_a`
-- long-lock: every row is looked up for `to_a`
-- may-fail: rows may violate `to_a`
ALTER TABLE c
    DROP KEY c_a,
    ADD KEY c_a (a),
    ADD CONSTRAINT to_a FOREIGN KEY (a) REFERENCES a (id);

-- down
ALTER TABLE c DROP FOREIGN KEY to_a;
-- table-rewrite: every row is looked up for `to_a`
-- long-lock: every row is looked up for `to_a`
-- may-fail: rows may violate `to_a`
ALTER TABLE b ADD CONSTRAINT to_a FOREIGN KEY (a) REFERENCES a (id);
