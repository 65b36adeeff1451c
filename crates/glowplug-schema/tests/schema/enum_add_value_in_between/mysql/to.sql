CREATE TABLE orders (
    id INT PRIMARY KEY,
    state ENUM('new', 'held', 'paid') NOT NULL DEFAULT 'new'
);
