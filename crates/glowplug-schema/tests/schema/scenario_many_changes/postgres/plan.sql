-- up
ALTER TABLE invoices DROP CONSTRAINT invoices_customer_id_fkey;
ALTER SEQUENCE customers_id_seq AS bigint;
ALTER TABLE customers DROP CONSTRAINT customers_level;
DROP INDEX customers_phone;
-- data-loss: the values of customers.phone are lost
ALTER TABLE customers DROP COLUMN phone;
ALTER TABLE invoices ADD COLUMN currency char(3) NOT NULL DEFAULT 'EUR'::bpchar;
-- table-rewrite: values are converted
ALTER TABLE invoices
    ALTER COLUMN customer_id TYPE bigint USING customer_id::bigint,
    ALTER COLUMN total TYPE numeric(12,2) USING total::numeric(12,2);
ALTER TABLE invoices
    ADD CONSTRAINT invoices_total_null_check CHECK (total IS NOT NULL) NOT VALID;
CREATE TABLE payments (
    id serial PRIMARY KEY,
    invoice_id integer NOT NULL REFERENCES invoices(id)
);
-- data-loss: all rows of old_stuff are lost
DROP TABLE old_stuff;
COMMENT ON TABLE customers IS 'who buys';
ALTER TABLE customers ADD COLUMN email varchar(190);
-- table-rewrite: values are converted
-- may-fail: customers.level may hold numbers beyond the range of the new type
ALTER TABLE customers
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN level DROP DEFAULT,
    ALTER COLUMN level TYPE smallint USING level::smallint,
    ALTER COLUMN level SET DEFAULT 1;
COMMENT ON COLUMN customers.level IS 'how good';
ALTER TABLE customers ALTER COLUMN name TYPE varchar(120) USING name::varchar(120);
ALTER TABLE customers
    ADD CONSTRAINT customers_level CHECK ((level >= 0) AND (level <= 9)) NOT VALID;
ALTER TABLE invoices
    ADD CONSTRAINT invoices_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE CASCADE NOT VALID;
-- alone
CREATE UNIQUE INDEX CONCURRENTLY customers_email_key ON customers (email);
-- later
-- may-fail: rows of invoices may have no total
ALTER TABLE invoices VALIDATE CONSTRAINT invoices_total_null_check;
-- may-fail: rows of customers may violate customers_level
ALTER TABLE customers VALIDATE CONSTRAINT customers_level;
-- may-fail: rows of invoices may reference no row of customers
ALTER TABLE invoices VALIDATE CONSTRAINT invoices_customer_id_fkey;
ALTER TABLE invoices ALTER COLUMN total SET NOT NULL;
ALTER TABLE invoices DROP CONSTRAINT invoices_total_null_check;
ALTER TABLE customers
    ADD CONSTRAINT customers_email_key UNIQUE USING INDEX customers_email_key;

-- down
ALTER TABLE invoices DROP CONSTRAINT invoices_customer_id_fkey;
-- may-fail: customers_id_seq may have counted beyond its new bounds
ALTER SEQUENCE customers_id_seq AS integer;
ALTER TABLE customers DROP CONSTRAINT customers_email_key;
ALTER TABLE customers DROP CONSTRAINT customers_level;
-- data-loss: the values of customers.email are lost
ALTER TABLE customers DROP COLUMN email;
COMMENT ON TABLE customers IS NULL;
ALTER TABLE customers ADD COLUMN phone varchar(20);
-- table-rewrite: values are converted
-- may-fail: customers.id may hold numbers beyond the range of the new type
ALTER TABLE customers
    ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN level DROP DEFAULT,
    ALTER COLUMN level TYPE integer USING level::integer,
    ALTER COLUMN level SET DEFAULT 0;
COMMENT ON COLUMN customers.level IS NULL;
-- data-loss: values of customers.name lose what is longer than the new limit
-- table-rewrite: values are converted
ALTER TABLE customers ALTER COLUMN name TYPE varchar(50) USING name::varchar(50);
-- may-fail: rows of customers may violate customers_level
-- long-lock: all rows are looked at
ALTER TABLE customers ADD CONSTRAINT customers_level CHECK (level >= 0);
-- long-lock: the index is built at once
CREATE INDEX customers_phone ON customers (phone);
-- data-loss: the values of invoices.currency are lost
ALTER TABLE invoices DROP COLUMN currency;
-- table-rewrite: values are converted
-- may-fail: invoices.customer_id may hold numbers beyond the range of the new type
-- may-fail: invoices.total may hold numbers beyond the range of the new type
ALTER TABLE invoices
    ALTER COLUMN customer_id TYPE integer USING customer_id::integer,
    ALTER COLUMN total TYPE numeric(8,2) USING total::numeric(8,2);
ALTER TABLE invoices ALTER COLUMN total DROP NOT NULL;
-- may-fail: rows of invoices may reference no row of customers
-- long-lock: all rows are looked at
ALTER TABLE invoices
    ADD CONSTRAINT invoices_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id);
CREATE TABLE old_stuff (
    id serial PRIMARY KEY,
    customer_id integer
);
ALTER TABLE old_stuff
    ADD CONSTRAINT old_stuff_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id);
-- data-loss: all rows of payments are lost
DROP TABLE payments;
