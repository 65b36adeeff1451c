-- up
ALTER TABLE books DROP FOREIGN KEY books_author;

-- down
-- table-rewrite: every row is looked up for `books_author`
-- long-lock: every row is looked up for `books_author`
-- may-fail: rows may violate `books_author`
ALTER TABLE books ADD CONSTRAINT books_author FOREIGN KEY (author_id) REFERENCES authors (id);
