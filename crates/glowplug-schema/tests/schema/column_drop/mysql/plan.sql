-- up
-- data-loss: the values of `email` are lost
ALTER TABLE users
    DROP COLUMN email,
    DROP COLUMN twice;

-- down
ALTER TABLE users
    ADD COLUMN email varchar(100),
    ADD COLUMN twice int GENERATED ALWAYS AS (`age` * 2) VIRTUAL;
