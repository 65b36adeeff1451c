-- up
-- books_author_id_fkey is recreated: the server drops it when another index serves its foreign key, if it made it by itself
ALTER TABLE books
    DROP KEY books_author_id_fkey,
    ADD KEY books_author_idx (author_id, id),
    ADD KEY books_author_id_fkey (author_id);

-- down
ALTER TABLE books DROP KEY books_author_idx;
