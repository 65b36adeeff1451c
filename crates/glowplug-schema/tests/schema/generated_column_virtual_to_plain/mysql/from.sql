CREATE TABLE items (
    id INT PRIMARY KEY,
    price INT NOT NULL,
    gross INT AS (price * 2) VIRTUAL,
    net INT AS (price * 3) VIRTUAL,
    half INT AS (net / 2) VIRTUAL,
    KEY items_gross (gross)
);
