CREATE TABLE customers (id INT PRIMARY KEY AUTO_INCREMENT, email VARCHAR(190) NOT NULL, phone VARCHAR(30), UNIQUE KEY customers_email_key (email));
CREATE TABLE products (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(100) NOT NULL,
    price DECIMAL(12, 2) NOT NULL,
    stock INT NOT NULL DEFAULT 0,
    currency ENUM('EUR', 'USD') NOT NULL DEFAULT 'EUR',
    CONSTRAINT products_price_check CHECK (price >= 0),
    CONSTRAINT products_stock_check CHECK (stock >= 0)
);
CREATE TABLE orders (
    id INT PRIMARY KEY AUTO_INCREMENT,
    customer_id INT NOT NULL,
    status ENUM('pending', 'paid', 'shipped', 'refunded') NOT NULL DEFAULT 'pending',
    placed_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    KEY orders_open_idx (customer_id, placed_at DESC),
    CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE TABLE order_lines (
    order_id INT,
    product_id INT,
    amount INT NOT NULL,
    price DECIMAL(12, 2) NOT NULL DEFAULT 0,
    total DECIMAL(14, 2) AS (amount * price) STORED,
    PRIMARY KEY (order_id, product_id),
    CONSTRAINT order_lines_amount_check CHECK (amount > 0),
    CONSTRAINT order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT order_lines_product_id_fkey FOREIGN KEY (product_id) REFERENCES products (id)
);
CREATE VIEW order_totals AS SELECT l.order_id, SUM(l.total) AS total FROM order_lines l GROUP BY l.order_id;
