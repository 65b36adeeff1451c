-- up
CREATE TABLE logs (
    id int NOT NULL AUTO_INCREMENT,
    day date NOT NULL,
    PRIMARY KEY (day, id),
    KEY logs_id (id)
);

-- down
-- data-loss: the rows of logs are lost
DROP TABLE logs;
