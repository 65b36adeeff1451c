-- up
ALTER TABLE users
    ADD COLUMN config json NOT NULL DEFAULT '{}',
    ADD COLUMN more json;

-- down
-- data-loss: the values of `config` are lost
-- data-loss: the values of `more` are lost
ALTER TABLE users
    DROP COLUMN config,
    DROP COLUMN more;
