-- up
-- data-loss: the values of dropped attributes of address are lost
ALTER TYPE address
    DROP ATTRIBUTE zip,
    ADD ATTRIBUTE country text;

-- down
-- data-loss: the values of dropped attributes of address are lost
ALTER TYPE address
    DROP ATTRIBUTE country,
    ADD ATTRIBUTE zip text;
