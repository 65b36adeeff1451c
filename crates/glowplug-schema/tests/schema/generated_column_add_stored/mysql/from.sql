CREATE TABLE line_items (
    id INT PRIMARY KEY,
    amount INT,
    price INT
);
INSERT INTO line_items VALUES (1, 2, 3);
