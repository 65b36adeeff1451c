-- up
ALTER TABLE a
    DROP KEY d,
    DROP KEY c,
    ADD KEY c (b) COMMENT 'why',
    ADD UNIQUE KEY d (b, id) COMMENT 'once';

-- down
ALTER TABLE a
    DROP KEY d,
    DROP KEY c,
    ADD UNIQUE KEY d (b, id),
    ADD KEY c (b);
