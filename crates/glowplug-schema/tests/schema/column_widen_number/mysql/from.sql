CREATE TABLE counters (
    id INT PRIMARY KEY,
    small SMALLINT UNSIGNED,
    sum DECIMAL(10, 2),
    ratio FLOAT
);
INSERT INTO counters VALUES (1, 65535, 12345678.90, 0.5);
