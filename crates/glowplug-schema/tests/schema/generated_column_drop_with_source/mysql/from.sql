CREATE TABLE items (id INT PRIMARY KEY, price INT, gross INT AS (price * 2) STORED, KEY items_gross (gross));
