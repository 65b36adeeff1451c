CREATE TABLE customers (
    id BIGINT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(120) NOT NULL,
    email VARCHAR(190),
    level SMALLINT NOT NULL DEFAULT 1 COMMENT 'how good',
    UNIQUE KEY customers_email (email),
    CONSTRAINT customers_level CHECK (level BETWEEN 0 AND 9)
) COMMENT = 'who buys';
CREATE TABLE invoices (
    id INT PRIMARY KEY AUTO_INCREMENT,
    customer_id BIGINT,
    total DECIMAL(12, 2) NOT NULL,
    currency CHAR(3) CHARACTER SET ascii NOT NULL DEFAULT 'EUR',
    CONSTRAINT invoices_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
);
CREATE TABLE payments (
    id INT PRIMARY KEY AUTO_INCREMENT,
    invoice_id INT NOT NULL,
    CONSTRAINT payments_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id)
);
