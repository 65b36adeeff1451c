-- up
-- data-loss: the values of `users.name` go
-- table-rewrite: all rows of `users` are written again
ALTER TABLE users DROP COLUMN name;

-- down
ALTER TABLE users ADD COLUMN name TEXT;
