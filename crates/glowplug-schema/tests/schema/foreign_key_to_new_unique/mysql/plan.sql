-- up
-- may-fail: rows may have the same values in `shops_code`
ALTER TABLE shops ADD UNIQUE KEY shops_code (code);
-- table-rewrite: every row is looked up for `sales_shop`
-- long-lock: every row is looked up for `sales_shop`
-- may-fail: rows may violate `sales_shop`
ALTER TABLE sales
    ADD KEY sales_shop (shop),
    ADD CONSTRAINT sales_shop FOREIGN KEY (shop) REFERENCES shops (code);

-- down
ALTER TABLE sales
    DROP FOREIGN KEY sales_shop,
    DROP KEY sales_shop;
ALTER TABLE shops DROP KEY shops_code;
