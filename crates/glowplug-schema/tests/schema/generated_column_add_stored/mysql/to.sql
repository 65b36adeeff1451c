CREATE TABLE line_items (
    id INT PRIMARY KEY,
    amount INT,
    price INT,
    sum INT AS (amount * price) STORED,
    label VARCHAR(20) AS (CONCAT('#', id)) VIRTUAL,
    KEY lines_sum (sum)
);
