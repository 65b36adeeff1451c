-- up
-- table-rewrite: `odd` is recreated as `t_a_check`
-- long-lock: `odd` is recreated as `t_a_check`
ALTER TABLE t
    DROP CONSTRAINT odd,
    ADD CONSTRAINT t_a_check CHECK (`a` > 0);
ALTER TABLE t RENAME INDEX one TO t_b_key;
-- table-rewrite: `self` is recreated as `t_b_fkey`
-- long-lock: `self` is recreated as `t_b_fkey`
ALTER TABLE t
    DROP FOREIGN KEY self,
    ADD CONSTRAINT t_b_fkey FOREIGN KEY (b) REFERENCES t (a);

-- down
-- table-rewrite: `t_b_fkey` is recreated as `self`
-- long-lock: `t_b_fkey` is recreated as `self`
ALTER TABLE t
    DROP FOREIGN KEY t_b_fkey,
    ADD CONSTRAINT self FOREIGN KEY (b) REFERENCES t (a);
ALTER TABLE t RENAME INDEX t_b_key TO one;
-- table-rewrite: `t_a_check` is recreated as `odd`
-- long-lock: `t_a_check` is recreated as `odd`
ALTER TABLE t
    DROP CONSTRAINT t_a_check,
    ADD CONSTRAINT odd CHECK (`a` > 0);
