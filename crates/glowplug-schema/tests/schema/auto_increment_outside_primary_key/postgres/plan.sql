-- up
CREATE TABLE logs (
    id serial,
    day date NOT NULL,
    PRIMARY KEY (day, id)
);
CREATE INDEX logs_id ON logs (id);

-- down
-- data-loss: all rows of logs are lost
DROP TABLE logs;
