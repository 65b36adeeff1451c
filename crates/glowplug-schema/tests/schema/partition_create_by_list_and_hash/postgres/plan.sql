-- up
CREATE TABLE users (
    country text NOT NULL,
    id bigint NOT NULL,
    PRIMARY KEY (country, id)
) PARTITION BY LIST (country);
CREATE TABLE users_eu PARTITION OF users
    FOR VALUES IN ('de', 'fr');
CREATE TABLE users_us PARTITION OF users
    FOR VALUES IN ('us', 'ca') PARTITION BY HASH (id);
CREATE TABLE users_us_0 PARTITION OF users_us
    FOR VALUES WITH (modulus 2, remainder 0);
CREATE TABLE users_us_1 PARTITION OF users_us
    FOR VALUES WITH (modulus 2, remainder 1);

-- down
-- data-loss: all rows of users_eu are lost
DROP TABLE users_eu;
-- data-loss: all rows of users_us_0 are lost
DROP TABLE users_us_0;
-- data-loss: all rows of users_us_1 are lost
DROP TABLE users_us_1;
-- data-loss: all rows of users_us are lost
DROP TABLE users_us;
-- data-loss: all rows of users are lost
DROP TABLE users;
