CREATE TABLE counters (
    id INT PRIMARY KEY,
    small INT UNSIGNED,
    sum DECIMAL(14, 4),
    ratio DOUBLE
);
