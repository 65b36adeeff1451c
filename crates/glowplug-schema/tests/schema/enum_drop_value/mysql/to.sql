CREATE TABLE orders (
    id INT PRIMARY KEY,
    state ENUM('new', 'paid') NOT NULL DEFAULT 'new'
);
