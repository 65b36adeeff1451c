-- up
-- data-loss: the values of `number` are lost
ALTER TABLE users
    DROP KEY users_number_key,
    DROP COLUMN number;

-- down
-- table-rewrite: every row gets a number in `number`
-- long-lock: every row gets a number in `number`
-- may-fail: rows may have the same values in `users_number_key`
ALTER TABLE users
    ADD COLUMN number int NOT NULL AUTO_INCREMENT,
    ADD UNIQUE KEY users_number_key (number);
