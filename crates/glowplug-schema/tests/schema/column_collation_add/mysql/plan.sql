-- up
ALTER TABLE t
    ADD COLUMN title varchar(20) COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    ADD COLUMN code varchar(20) COLLATE ascii_bin,
    ADD UNIQUE KEY t_title_key (title, id);

-- down
-- data-loss: the values of `title` are lost
-- data-loss: the values of `code` are lost
ALTER TABLE t
    DROP KEY t_title_key,
    DROP COLUMN title,
    DROP COLUMN code;
