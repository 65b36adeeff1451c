-- up
ALTER TABLE invoices DROP FOREIGN KEY invoices_customer;
-- data-loss: the rows of old_stuff are lost
DROP TABLE old_stuff;
CREATE TABLE payments (
    id int NOT NULL AUTO_INCREMENT,
    invoice_id int NOT NULL,
    PRIMARY KEY (id),
    KEY payments_invoice (invoice_id),
    CONSTRAINT payments_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id)
);
-- data-loss: the values of `phone` are lost
-- table-rewrite: `id` becomes bigint from int
-- long-lock: `id` becomes bigint from int
-- table-rewrite: `name` becomes varchar(120) from varchar(50)
-- long-lock: `name` becomes varchar(120) from varchar(50)
-- data-loss: `level` becomes smallint from int: without strict mode values that do not fit are cut or replaced
-- may-fail: `level` becomes smallint from int: under strict mode values that do not fit are refused
-- table-rewrite: `level` becomes smallint from int
-- long-lock: `level` becomes smallint from int
-- may-fail: rows may violate `customers_level`
-- table-rewrite: every row is checked for `customers_level`
-- long-lock: every row is checked for `customers_level`
ALTER TABLE customers
    DROP CONSTRAINT customers_level,
    DROP KEY customers_phone,
    DROP COLUMN phone,
    MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN name varchar(120) NOT NULL,
    MODIFY COLUMN level smallint NOT NULL DEFAULT 1 COMMENT 'how good',
    ADD COLUMN email varchar(190) AFTER name,
    ADD UNIQUE KEY customers_email (email),
    ADD CONSTRAINT customers_level CHECK (`level` between 0 and 9),
    COMMENT = 'who buys';
-- table-rewrite: `customer_id` becomes bigint from int
-- long-lock: `customer_id` becomes bigint from int
-- table-rewrite: `total` becomes decimal(12,2) from decimal(8,2)
-- long-lock: `total` becomes decimal(12,2) from decimal(8,2)
-- may-fail: rows with NULL in `total` are refused
-- table-rewrite: whether `total` takes NULL changes
ALTER TABLE invoices
    MODIFY COLUMN customer_id bigint,
    MODIFY COLUMN total decimal(12,2) NOT NULL,
    ADD COLUMN currency char(3) COLLATE ascii_general_ci NOT NULL DEFAULT 'EUR';
-- table-rewrite: every row is looked up for `invoices_customer`
-- long-lock: every row is looked up for `invoices_customer`
ALTER TABLE invoices ADD CONSTRAINT invoices_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE;

-- down
ALTER TABLE invoices DROP FOREIGN KEY invoices_customer;
-- data-loss: the rows of payments are lost
DROP TABLE payments;
CREATE TABLE old_stuff (
    id int NOT NULL,
    customer_id int,
    PRIMARY KEY (id),
    KEY customer_id (customer_id)
);
-- data-loss: the values of `email` are lost
-- data-loss: `id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes int from bigint
-- long-lock: `id` becomes int from bigint
-- data-loss: `name` becomes varchar(50) from varchar(120): without strict mode values that do not fit are cut or replaced
-- may-fail: `name` becomes varchar(50) from varchar(120): under strict mode values that do not fit are refused
-- table-rewrite: `name` becomes varchar(50) from varchar(120)
-- long-lock: `name` becomes varchar(50) from varchar(120)
-- table-rewrite: `level` becomes int from smallint
-- long-lock: `level` becomes int from smallint
-- may-fail: rows may violate `customers_level`
-- table-rewrite: every row is checked for `customers_level`
-- long-lock: every row is checked for `customers_level`
ALTER TABLE customers
    DROP CONSTRAINT customers_level,
    DROP KEY customers_email,
    DROP COLUMN email,
    MODIFY COLUMN id int NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN name varchar(50) NOT NULL,
    MODIFY COLUMN level int NOT NULL DEFAULT 0,
    ADD COLUMN phone varchar(20) AFTER name,
    ADD KEY customers_phone (phone),
    ADD CONSTRAINT customers_level CHECK (`level` >= 0),
    COMMENT = '';
-- data-loss: the values of `currency` are lost
-- data-loss: `customer_id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `customer_id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `customer_id` becomes int from bigint
-- long-lock: `customer_id` becomes int from bigint
-- data-loss: `total` becomes decimal(8,2) from decimal(12,2): without strict mode values that do not fit are cut or replaced
-- may-fail: `total` becomes decimal(8,2) from decimal(12,2): under strict mode values that do not fit are refused
-- table-rewrite: `total` becomes decimal(8,2) from decimal(12,2)
-- long-lock: `total` becomes decimal(8,2) from decimal(12,2)
-- table-rewrite: whether `total` takes NULL changes
ALTER TABLE invoices
    DROP COLUMN currency,
    MODIFY COLUMN customer_id int,
    MODIFY COLUMN total decimal(8,2);
ALTER TABLE old_stuff ADD CONSTRAINT old_stuff_ibfk_1 FOREIGN KEY (customer_id) REFERENCES customers (id);
-- table-rewrite: every row is looked up for `invoices_customer`
-- long-lock: every row is looked up for `invoices_customer`
ALTER TABLE invoices ADD CONSTRAINT invoices_customer FOREIGN KEY (customer_id) REFERENCES customers (id);
