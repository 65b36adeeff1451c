CREATE TABLE t (
    id INT PRIMARY KEY,
    price DECIMAL(4,2),
    year YEAR NOT NULL DEFAULT 2020,
    flags BIT(4),
    level ENUM('10', '5', '1') UNIQUE,
    tags SET('2', '1')
);
