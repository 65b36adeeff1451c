CREATE TABLE shops (id INT PRIMARY KEY, code VARCHAR(10), UNIQUE KEY shops_code (code));
CREATE TABLE sales (
    id INT PRIMARY KEY,
    shop VARCHAR(10),
    CONSTRAINT sales_shop FOREIGN KEY (shop) REFERENCES shops (code)
);
