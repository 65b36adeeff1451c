-- up
-- may-fail: rows may have the same values in `customers_email_key`
ALTER TABLE customers
    ADD COLUMN phone varchar(30),
    ADD UNIQUE KEY customers_email_key (email);
-- table-rewrite: `total` is computed for every row
-- long-lock: `total` is computed for every row
-- may-fail: rows may violate `order_lines_amount_check`
-- table-rewrite: every row is checked for `order_lines_amount_check`
-- long-lock: every row is checked for `order_lines_amount_check`
ALTER TABLE order_lines
    ADD COLUMN price decimal(12,2) NOT NULL DEFAULT 0.00,
    ADD COLUMN total decimal(14,2) GENERATED ALWAYS AS (`amount` * `price`) STORED,
    ADD CONSTRAINT order_lines_amount_check CHECK (`amount` > 0);
ALTER TABLE orders
    DROP KEY orders_customer_id_fkey,
    MODIFY COLUMN status enum('pending','paid','shipped','refunded') NOT NULL DEFAULT 'pending',
    ADD COLUMN placed_at datetime NOT NULL DEFAULT current_timestamp(),
    ADD KEY orders_open_idx (customer_id, placed_at DESC);
-- table-rewrite: `price` becomes decimal(12,2) from decimal(8,2)
-- long-lock: `price` becomes decimal(12,2) from decimal(8,2)
-- may-fail: rows may violate `products_stock_check`
-- table-rewrite: every row is checked for `products_stock_check`
-- long-lock: every row is checked for `products_stock_check`
ALTER TABLE products
    MODIFY COLUMN price decimal(12,2) NOT NULL,
    ADD COLUMN currency enum('EUR','USD') NOT NULL DEFAULT 'EUR',
    ADD CONSTRAINT products_stock_check CHECK (`stock` >= 0);
CREATE OR REPLACE VIEW order_totals AS
select `l`.`order_id` AS `order_id`,sum(`l`.`total`) AS `total` from `order_lines` `l` group by `l`.`order_id`;

-- down
-- data-loss: the values of `phone` are lost
ALTER TABLE customers
    DROP KEY customers_email_key,
    DROP COLUMN phone;
-- data-loss: the values of `placed_at` are lost
-- data-loss: `status` loses 'refunded': without strict mode values that do not fit are cut or replaced
-- may-fail: `status` loses 'refunded': under strict mode values that do not fit are refused
-- table-rewrite: `status` loses 'refunded'
-- long-lock: `status` loses 'refunded'
ALTER TABLE orders
    DROP KEY orders_open_idx,
    DROP COLUMN placed_at,
    MODIFY COLUMN status enum('pending','paid','shipped') NOT NULL DEFAULT 'pending',
    ADD KEY orders_customer_id_fkey (customer_id);
-- data-loss: the values of `currency` are lost
-- data-loss: `price` becomes decimal(8,2) from decimal(12,2): without strict mode values that do not fit are cut or replaced
-- may-fail: `price` becomes decimal(8,2) from decimal(12,2): under strict mode values that do not fit are refused
-- table-rewrite: `price` becomes decimal(8,2) from decimal(12,2)
-- long-lock: `price` becomes decimal(8,2) from decimal(12,2)
ALTER TABLE products
    DROP CONSTRAINT products_stock_check,
    DROP COLUMN currency,
    MODIFY COLUMN price decimal(8,2) NOT NULL;
-- data-loss: the values of `price` are lost
ALTER TABLE order_lines
    DROP CONSTRAINT order_lines_amount_check,
    DROP COLUMN price,
    DROP COLUMN total;
CREATE OR REPLACE VIEW order_totals AS
select `l`.`order_id` AS `order_id`,sum(`l`.`amount` * `p`.`price`) AS `total` from (`order_lines` `l` join `products` `p` on(`p`.`id` = `l`.`product_id`)) group by `l`.`order_id`;
