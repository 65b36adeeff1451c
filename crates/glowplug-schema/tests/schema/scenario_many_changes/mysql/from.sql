CREATE TABLE customers (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    phone VARCHAR(20),
    level INT NOT NULL DEFAULT 0,
    KEY customers_phone (phone),
    CONSTRAINT customers_level CHECK (level >= 0)
);
CREATE TABLE invoices (
    id INT PRIMARY KEY AUTO_INCREMENT,
    customer_id INT,
    total DECIMAL(8, 2),
    CONSTRAINT invoices_customer FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE TABLE old_stuff (id INT PRIMARY KEY, customer_id INT REFERENCES customers (id));
INSERT INTO customers (name, phone, level) VALUES ('a', '1', 1);
INSERT INTO invoices (customer_id, total) VALUES (1, 9.5);
