-- up
CREATE TABLE names (
    name varchar(20) NOT NULL,
    PRIMARY KEY (name)
)
PARTITION BY KEY (`name`)
PARTITIONS 4;
CREATE TABLE users (
    country int NOT NULL,
    id bigint NOT NULL,
    PRIMARY KEY (country, id)
)
PARTITION BY LIST (`country`)
SUBPARTITION BY HASH (`id`)
SUBPARTITIONS 2 (
    PARTITION users_eu VALUES IN (1,2),
    PARTITION users_us VALUES IN (3)
);

-- down
-- data-loss: the rows of users are lost
DROP TABLE users;
-- data-loss: the rows of names are lost
DROP TABLE names;
