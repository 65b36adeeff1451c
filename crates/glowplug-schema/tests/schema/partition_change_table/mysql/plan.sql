-- up
-- data-loss: the values of `old` are lost
-- table-rewrite: `size` becomes bigint from int
-- long-lock: `size` becomes bigint from int
-- may-fail: rows may violate `events_size`
-- table-rewrite: every row is checked for `events_size`
-- long-lock: every row is checked for `events_size`
ALTER TABLE events
    DROP COLUMN old,
    MODIFY COLUMN size bigint,
    ADD COLUMN kind varchar(20) NOT NULL DEFAULT 'new',
    ADD KEY events_size_idx (size),
    ADD CONSTRAINT events_size CHECK (`size` > 0);

-- down
-- data-loss: the values of `kind` are lost
-- data-loss: `size` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `size` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `size` becomes int from bigint
-- long-lock: `size` becomes int from bigint
ALTER TABLE events
    DROP CONSTRAINT events_size,
    DROP KEY events_size_idx,
    DROP COLUMN kind,
    MODIFY COLUMN size int,
    ADD COLUMN old varchar(20) AFTER year;
