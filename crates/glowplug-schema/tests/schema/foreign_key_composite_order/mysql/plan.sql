-- up
-- table-rewrite: every row is looked up for `copies_book`
-- long-lock: every row is looked up for `copies_book`
-- may-fail: rows may violate `copies_book`
ALTER TABLE copies
    ADD KEY copies_book (a, t),
    ADD CONSTRAINT copies_book FOREIGN KEY (a, t) REFERENCES books (author, title);

-- down
ALTER TABLE copies
    DROP FOREIGN KEY copies_book,
    DROP KEY copies_book;
