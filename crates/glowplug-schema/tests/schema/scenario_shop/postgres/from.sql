CREATE TYPE order_status AS ENUM ('pending', 'paid', 'shipped');
CREATE TABLE customers (id serial PRIMARY KEY, email text NOT NULL);
CREATE TABLE products (id serial PRIMARY KEY, name text NOT NULL, price numeric(8,2) NOT NULL CHECK (price >= 0), stock integer NOT NULL DEFAULT 0);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers, status order_status NOT NULL DEFAULT 'pending');
CREATE TABLE order_lines (order_id integer REFERENCES orders ON DELETE CASCADE, product_id integer REFERENCES products, amount integer NOT NULL, PRIMARY KEY (order_id, product_id));
CREATE VIEW order_totals AS SELECT l.order_id, sum(l.amount * p.price) AS total FROM order_lines l JOIN products p ON p.id = l.product_id GROUP BY l.order_id;
