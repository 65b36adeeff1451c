-- up
-- table-rewrite: every row is looked up for `books_author`
-- long-lock: every row is looked up for `books_author`
-- may-fail: rows may violate `books_author`
ALTER TABLE books
    ADD KEY books_author_idx (author_id),
    ADD CONSTRAINT books_author FOREIGN KEY (author_id) REFERENCES authors (id);

-- down
ALTER TABLE books
    DROP FOREIGN KEY books_author,
    DROP KEY books_author_idx;
