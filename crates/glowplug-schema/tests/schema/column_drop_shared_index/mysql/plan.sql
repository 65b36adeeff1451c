-- up
-- data-loss: the values of `name` are lost
ALTER TABLE users
    DROP KEY users_once,
    DROP KEY users_both,
    DROP COLUMN name,
    ADD KEY users_both (email);

-- down
ALTER TABLE users
    DROP KEY users_both,
    ADD COLUMN name varchar(50),
    ADD UNIQUE KEY users_once (name, email),
    ADD KEY users_both (email, name);
