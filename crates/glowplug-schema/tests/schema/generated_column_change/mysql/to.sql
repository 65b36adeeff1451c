CREATE TABLE line_items (
    id INT PRIMARY KEY,
    amount INT,
    price INT,
    a INT AS (amount * price * 2) STORED,
    b INT AS (amount + 2) VIRTUAL,
    c INT AS (amount) STORED,
    d INT,
    KEY lines_c (c, id)
);
