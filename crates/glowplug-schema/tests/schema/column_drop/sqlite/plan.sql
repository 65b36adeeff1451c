-- up
-- data-loss: the values of `users.name` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN name;

-- down
ALTER TABLE users ADD COLUMN name TEXT;
