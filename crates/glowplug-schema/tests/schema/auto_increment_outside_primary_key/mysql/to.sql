CREATE TABLE logs (
    id INT NOT NULL AUTO_INCREMENT,
    day DATE NOT NULL,
    PRIMARY KEY (day, id),
    KEY logs_id (id)
);
