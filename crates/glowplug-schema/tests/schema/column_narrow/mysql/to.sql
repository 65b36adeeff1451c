CREATE TABLE items (
    id INT PRIMARY KEY,
    name VARCHAR(20),
    price DECIMAL(10, 2),
    seen DATETIME,
    body VARCHAR(500)
);
