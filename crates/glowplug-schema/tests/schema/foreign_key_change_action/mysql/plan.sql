-- up
ALTER TABLE books DROP FOREIGN KEY books_author_id_fkey;
-- table-rewrite: every row is looked up for `books_author_id_fkey`
-- long-lock: every row is looked up for `books_author_id_fkey`
ALTER TABLE books ADD CONSTRAINT books_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors (id) ON DELETE CASCADE ON UPDATE CASCADE;

-- down
ALTER TABLE books DROP FOREIGN KEY books_author_id_fkey;
-- table-rewrite: every row is looked up for `books_author_id_fkey`
-- long-lock: every row is looked up for `books_author_id_fkey`
ALTER TABLE books ADD CONSTRAINT books_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors (id);
