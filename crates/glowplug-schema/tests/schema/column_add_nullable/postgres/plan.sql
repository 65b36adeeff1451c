-- up
ALTER TABLE users ADD COLUMN age integer;

-- down
-- data-loss: the values of users.age are lost
ALTER TABLE users DROP COLUMN age;
