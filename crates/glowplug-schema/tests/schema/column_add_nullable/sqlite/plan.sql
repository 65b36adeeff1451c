-- up
ALTER TABLE users ADD COLUMN bio TEXT;
ALTER TABLE users ADD COLUMN age INTEGER NOT NULL DEFAULT 0;

-- down
-- data-loss: the values of `users.bio` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN bio;
-- data-loss: the values of `users.age` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN age;
