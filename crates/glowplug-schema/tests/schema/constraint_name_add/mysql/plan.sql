-- up
-- may-fail: rows may violate `also`
-- table-rewrite: every row is checked for `also`
-- long-lock: every row is checked for `also`
-- may-fail: rows may violate `positive`
-- table-rewrite: every row is checked for `positive`
-- long-lock: every row is checked for `positive`
ALTER TABLE t
    DROP CONSTRAINT CONSTRAINT_1,
    DROP KEY a,
    MODIFY COLUMN c int,
    ADD UNIQUE KEY t_a_key (a),
    ADD CONSTRAINT also CHECK (`c` > 0),
    ADD CONSTRAINT positive CHECK (`b` > 0);

-- down
-- may-fail: rows may violate the check of `c`: `c` > 0
-- table-rewrite: every row is checked for `c`
-- long-lock: every row is checked for `c`
-- may-fail: rows may violate `CONSTRAINT_1`
-- table-rewrite: every row is checked for `CONSTRAINT_1`
-- long-lock: every row is checked for `CONSTRAINT_1`
ALTER TABLE t
    DROP CONSTRAINT also,
    DROP CONSTRAINT positive,
    DROP KEY t_a_key,
    MODIFY COLUMN c int CHECK (`c` > 0),
    ADD UNIQUE KEY a (a),
    ADD CONSTRAINT CONSTRAINT_1 CHECK (`b` > 0);
