-- up
-- data-loss: the values of users.number are lost
ALTER TABLE users DROP COLUMN number;

-- down
-- table-rewrite: each row gets a number
ALTER TABLE users ADD COLUMN number serial;
