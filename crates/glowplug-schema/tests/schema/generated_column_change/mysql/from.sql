CREATE TABLE line_items (
    id INT PRIMARY KEY,
    amount INT,
    price INT,
    a INT AS (amount * price) STORED,
    b INT AS (amount + 1) VIRTUAL,
    c INT AS (amount) VIRTUAL,
    d INT AS (amount) STORED,
    KEY lines_c (c, id)
);
INSERT INTO line_items (id, amount, price) VALUES (1, 2, 3);
