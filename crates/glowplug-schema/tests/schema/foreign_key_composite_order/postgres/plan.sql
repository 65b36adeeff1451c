-- up
ALTER TABLE copies
    ADD CONSTRAINT copies_t_a_fkey FOREIGN KEY (t, a) REFERENCES books(title, author) MATCH FULL NOT VALID;
-- later
-- may-fail: rows of copies may reference no row of books
ALTER TABLE copies VALIDATE CONSTRAINT copies_t_a_fkey;

-- down
ALTER TABLE copies DROP CONSTRAINT copies_t_a_fkey;
