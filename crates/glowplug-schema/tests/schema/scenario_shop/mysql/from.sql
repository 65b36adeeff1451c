CREATE TABLE customers (id INT PRIMARY KEY AUTO_INCREMENT, email VARCHAR(190) NOT NULL);
CREATE TABLE products (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(100) NOT NULL, price DECIMAL(8, 2) NOT NULL, stock INT NOT NULL DEFAULT 0, CONSTRAINT products_price_check CHECK (price >= 0));
CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, customer_id INT NOT NULL, status ENUM('pending', 'paid', 'shipped') NOT NULL DEFAULT 'pending', CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id));
CREATE TABLE order_lines (
    order_id INT,
    product_id INT,
    amount INT NOT NULL,
    PRIMARY KEY (order_id, product_id),
    CONSTRAINT order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT order_lines_product_id_fkey FOREIGN KEY (product_id) REFERENCES products (id)
);
CREATE VIEW order_totals AS SELECT l.order_id, SUM(l.amount * p.price) AS total FROM order_lines l JOIN products p ON p.id = l.product_id GROUP BY l.order_id;
