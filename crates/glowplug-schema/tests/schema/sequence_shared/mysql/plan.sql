-- up
CREATE TABLE b (
    id bigint NOT NULL DEFAULT nextval(`numbers`),
    a bigint,
    PRIMARY KEY (id)
);

-- down
-- data-loss: the rows of b are lost
DROP TABLE b;
