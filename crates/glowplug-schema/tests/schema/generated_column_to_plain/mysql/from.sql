CREATE TABLE items (id INT PRIMARY KEY, price INT NOT NULL, gross INT AS (price * 2) STORED);
