-- up
-- data-loss: the values of `name` are lost
ALTER TABLE users
    DROP KEY users_name,
    DROP KEY users_start,
    DROP COLUMN name;

-- down
ALTER TABLE users
    ADD COLUMN name varchar(50),
    ADD KEY users_name (name),
    ADD KEY users_start (name(5) DESC);
