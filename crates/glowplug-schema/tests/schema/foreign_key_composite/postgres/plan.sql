-- up
ALTER TABLE copies
    ADD CONSTRAINT copies_author_title_fkey FOREIGN KEY (author, title) REFERENCES books(author, title) ON UPDATE CASCADE ON DELETE SET NULL (title) NOT VALID;
-- later
-- may-fail: rows of copies may reference no row of books
ALTER TABLE copies VALIDATE CONSTRAINT copies_author_title_fkey;

-- down
ALTER TABLE copies DROP CONSTRAINT copies_author_title_fkey;
