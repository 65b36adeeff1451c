-- up
ALTER TABLE users
    MODIFY COLUMN age int INVISIBLE,
    ADD COLUMN secret varchar(20) NOT NULL DEFAULT 'x' INVISIBLE;

-- down
-- data-loss: the values of `secret` are lost
ALTER TABLE users
    DROP COLUMN secret,
    MODIFY COLUMN age int;
