CREATE TABLE items (
    id BIGINT PRIMARY KEY,
    name VARCHAR(100),
    price DECIMAL(10, 4),
    seen DATETIME(6),
    body MEDIUMTEXT
);
INSERT INTO items VALUES (1, 'a', 1.5, '2020-01-01 00:00:00', 'b');
