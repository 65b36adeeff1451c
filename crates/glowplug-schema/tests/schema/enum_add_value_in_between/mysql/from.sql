CREATE TABLE orders (
    id INT PRIMARY KEY,
    state ENUM('new', 'paid') NOT NULL DEFAULT 'new'
);
INSERT INTO orders VALUES (1, 'paid');
