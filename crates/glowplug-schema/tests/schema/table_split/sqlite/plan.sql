-- up
CREATE TABLE addresses (
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE PRIMARY KEY,
    street TEXT,
    city TEXT
);
-- data-loss: the values of `users.street` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN street;
-- data-loss: the values of `users.city` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN city;

-- down
-- data-loss: all rows of `addresses` are lost
DROP TABLE addresses;
ALTER TABLE users ADD COLUMN street TEXT;
ALTER TABLE users ADD COLUMN city TEXT;
