CREATE TABLE orders (
    id INT PRIMARY KEY,
    state ENUM('new', 'paid', 'sent, not here', 'it''s') NOT NULL DEFAULT 'new'
);
