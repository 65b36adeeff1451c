-- up
ALTER TABLE users
    ADD COLUMN tenant int NOT NULL DEFAULT 1 FIRST,
    ADD COLUMN nick varchar(20) AFTER name,
    ADD COLUMN shown varchar(20) AFTER nick,
    ADD COLUMN last_seen date;

-- down
-- data-loss: the values of `tenant` are gone
-- data-loss: the values of `nick` are gone
-- data-loss: the values of `shown` are gone
-- data-loss: the values of `last_seen` are gone
ALTER TABLE users
    DROP COLUMN tenant,
    DROP COLUMN nick,
    DROP COLUMN shown,
    DROP COLUMN last_seen;
