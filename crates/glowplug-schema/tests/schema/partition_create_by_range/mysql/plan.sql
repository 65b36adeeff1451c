-- up
CREATE TABLE events (
    id bigint NOT NULL AUTO_INCREMENT,
    at datetime NOT NULL,
    kind varchar(20) DEFAULT 'new',
    PRIMARY KEY (id, at),
    KEY events_at_idx (at)
)
PARTITION BY RANGE COLUMNS (`at`) (
    PARTITION events_2024 VALUES LESS THAN ('2025-01-01'),
    PARTITION events_rest VALUES LESS THAN (MAXVALUE)
);
CREATE TABLE visits (
    id int NOT NULL,
    at timestamp NOT NULL
)
PARTITION BY RANGE (unix_timestamp(`at`)) (
    PARTITION visits_old VALUES LESS THAN (1700000000),
    PARTITION visits_new VALUES LESS THAN (MAXVALUE)
);

-- down
-- data-loss: the rows of visits are lost
DROP TABLE visits;
-- data-loss: the rows of events are lost
DROP TABLE events;
