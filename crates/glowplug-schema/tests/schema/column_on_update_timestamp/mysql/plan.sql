-- up
ALTER TABLE posts
    MODIFY COLUMN updated_at timestamp NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
    ADD COLUMN read_at timestamp NULL,
    ADD COLUMN seen_at datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3);

-- down
-- data-loss: the values of `read_at` are lost
-- data-loss: the values of `seen_at` are lost
ALTER TABLE posts
    DROP COLUMN read_at,
    DROP COLUMN seen_at,
    MODIFY COLUMN updated_at timestamp NULL;
