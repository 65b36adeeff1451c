-- up
ALTER TABLE b DROP CONSTRAINT b_a_fkey;
ALTER TABLE b ADD CONSTRAINT b_a_null_check CHECK (a IS NOT NULL) NOT VALID;
ALTER TABLE b
    ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES a(id) ON DELETE CASCADE NOT VALID;
-- later
-- may-fail: rows of b may have no a
ALTER TABLE b VALIDATE CONSTRAINT b_a_null_check;
-- may-fail: rows of b may reference no row of a
ALTER TABLE b VALIDATE CONSTRAINT b_a_fkey;
ALTER TABLE b ALTER COLUMN a SET NOT NULL;
ALTER TABLE b DROP CONSTRAINT b_a_null_check;

-- down
ALTER TABLE b DROP CONSTRAINT b_a_fkey;
ALTER TABLE b ALTER COLUMN a DROP NOT NULL;
-- may-fail: rows of b may reference no row of a
-- long-lock: all rows are looked at
ALTER TABLE b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES a(id) ON DELETE SET NULL;
