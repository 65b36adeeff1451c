CREATE TABLE items (
    id INT PRIMARY KEY,
    price INT NOT NULL,
    gross BIGINT,
    net INT,
    half INT AS (net / 2) VIRTUAL,
    KEY items_gross (gross)
);
