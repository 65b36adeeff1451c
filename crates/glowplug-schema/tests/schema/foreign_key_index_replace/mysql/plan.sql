-- up
ALTER TABLE books
    DROP KEY books_author_id_fkey,
    ADD KEY books_author_idx (author_id, id);

-- down
ALTER TABLE books
    DROP KEY books_author_idx,
    ADD KEY books_author_id_fkey (author_id);
