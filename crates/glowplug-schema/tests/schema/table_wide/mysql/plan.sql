-- up
-- data-loss: the values of `c33` are lost
ALTER TABLE wide
    DROP COLUMN c33,
    ADD COLUMN last_one int;

-- down
-- data-loss: the values of `last_one` are lost
ALTER TABLE wide
    DROP COLUMN last_one,
    ADD COLUMN c33 int AFTER c32;
