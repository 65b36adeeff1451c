-- up
CREATE TABLE addresses (
    id serial PRIMARY KEY,
    user_id integer NOT NULL UNIQUE REFERENCES users(id) ON DELETE CASCADE,
    street text,
    city text
);
-- data-loss: the values of users.city are lost
ALTER TABLE users DROP COLUMN city;
-- data-loss: the values of users.street are lost
ALTER TABLE users DROP COLUMN street;

-- down
ALTER TABLE users ADD COLUMN street text;
ALTER TABLE users ADD COLUMN city text;
-- data-loss: all rows of addresses are lost
DROP TABLE addresses;
