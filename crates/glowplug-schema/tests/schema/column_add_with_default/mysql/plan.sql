-- up
ALTER TABLE users
    ADD COLUMN active tinyint(1) NOT NULL DEFAULT 1,
    ADD COLUMN made_at datetime(6) NOT NULL DEFAULT current_timestamp(6),
    ADD COLUMN token uuid NOT NULL DEFAULT uuid(),
    ADD COLUMN note text NOT NULL;

-- down
-- data-loss: the values of `active` are lost
-- data-loss: the values of `made_at` are lost
-- data-loss: the values of `token` are lost
-- data-loss: the values of `note` are lost
ALTER TABLE users
    DROP COLUMN active,
    DROP COLUMN made_at,
    DROP COLUMN token,
    DROP COLUMN note;
