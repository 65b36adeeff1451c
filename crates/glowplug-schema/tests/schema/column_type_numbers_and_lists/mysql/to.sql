CREATE TABLE t (
    id INT PRIMARY KEY,
    price ENUM('2.00', '1.50'),
    year ENUM('2021', '2020') NOT NULL DEFAULT '2020',
    flags SET('5', '6'),
    level INT UNIQUE,
    tags SMALLINT
);
