-- up
ALTER TABLE books
    ADD CONSTRAINT books_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors(id) NOT VALID;
-- alone
CREATE INDEX CONCURRENTLY books_author_id_idx ON books (author_id);
-- later
-- may-fail: rows of books may reference no row of authors
ALTER TABLE books VALIDATE CONSTRAINT books_author_id_fkey;

-- down
ALTER TABLE books DROP CONSTRAINT books_author_id_fkey;
DROP INDEX books_author_id_idx;
