-- up
ALTER TABLE b DROP CONSTRAINT to_a;
ALTER TABLE c ADD CONSTRAINT to_a FOREIGN KEY (a) REFERENCES a(id) NOT VALID;
-- later
-- may-fail: rows of c may reference no row of a
ALTER TABLE c VALIDATE CONSTRAINT to_a;

-- down
-- may-fail: rows of b may reference no row of a
-- long-lock: all rows are looked at
ALTER TABLE b ADD CONSTRAINT to_a FOREIGN KEY (a) REFERENCES a(id);
ALTER TABLE c DROP CONSTRAINT to_a;
