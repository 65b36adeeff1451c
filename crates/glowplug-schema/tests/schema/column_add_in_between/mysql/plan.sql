-- up
ALTER TABLE users
    ADD COLUMN tenant int NOT NULL DEFAULT 1 FIRST,
    ADD COLUMN nick varchar(20) AFTER name,
    ADD COLUMN shown varchar(20) AFTER nick,
    ADD COLUMN last_seen date;

-- down
-- data-loss: the values of `tenant` are lost
-- data-loss: the values of `nick` are lost
-- data-loss: the values of `shown` are lost
-- data-loss: the values of `last_seen` are lost
ALTER TABLE users
    DROP COLUMN tenant,
    DROP COLUMN nick,
    DROP COLUMN shown,
    DROP COLUMN last_seen;
