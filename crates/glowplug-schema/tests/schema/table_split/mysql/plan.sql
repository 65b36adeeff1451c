-- up
CREATE TABLE addresses (
    user_id int NOT NULL,
    street varchar(50),
    city varchar(50),
    PRIMARY KEY (user_id),
    CONSTRAINT addresses_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
-- data-loss: the values of `street` are lost
-- data-loss: the values of `city` are lost
ALTER TABLE users
    DROP COLUMN street,
    DROP COLUMN city;

-- down
-- data-loss: the rows of addresses are lost
DROP TABLE addresses;
ALTER TABLE users
    ADD COLUMN street varchar(50),
    ADD COLUMN city varchar(50);
